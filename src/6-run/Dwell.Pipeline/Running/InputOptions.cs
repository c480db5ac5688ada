using Dwell.Model.Evidence;
using Dwell.Pipeline.Rules;

namespace Dwell.Pipeline.Running;

/// <summary>The options that can change an answer: runs that agree in them, in the evidence and in the content give the same case.</summary>
internal static class InputOptions
{
    public static IEnumerable<KeyValuePair<string, string>> Of(InvestigationOptions options, RuleLibrary rules, string? contextFile)
    {
        yield return new("version", options.Version);
        yield return new("rules", rules.Hash.ToString());
        yield return new("context", contextFile is null ? "none" : Sha256Digest.Of(File.ReadAllBytes(contextFile)).ToString());
    }
}
