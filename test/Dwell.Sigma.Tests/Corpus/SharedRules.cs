using Dwell.Content.LogSources;
using Dwell.Content.Store;
using Dwell.Model.LogSources;
using Dwell.Tests;

namespace Dwell.Sigma.Tests.Corpus;

/// <summary>The published rules and the built-in log-source table, loaded once for all tests.</summary>
internal static class SharedRules
{
    private static readonly Lazy<SigmaRuleSet> AllRules = new(() => SigmaRuleSet.Load(RuleFolder.Read(SharedData.PathOf("sigma"))));
    private static readonly Lazy<LogSourceTable> BuiltInTable = new(() => LogSourceContent.Read(ContentStore.Embedded));
    private static readonly Lazy<SigmaEngine> OneEngine = new(() => SigmaEngine.Create(AllRules.Value, BuiltInTable.Value));

    public static SigmaRuleSet All => AllRules.Value;

    public static LogSourceTable Table => BuiltInTable.Value;

    public static SigmaEngine Engine => OneEngine.Value;
}
