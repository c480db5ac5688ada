using System.Text;
using Dwell.Content.Fields;
using Dwell.Content.Store;
using Dwell.Facts.DuckDb;
using Dwell.Facts.Store;
using Dwell.Model.Findings;
using Dwell.Pipeline.Running;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

/// <summary>Whole investigations with the built-in rules, which are loaded once.</summary>
internal static class Run
{
    private static readonly Lazy<Knowledge> Known = new(() => Knowledge.Load(true, []));

    public static string Lab { get; } = Path.Combine(Repository.Root, "samples", "lab", "evidence");

    public static Task<InvestigationResult> Async(string caseFolder, params string[] evidence) => Async(caseFolder, 2, evidence);

    public static Task<InvestigationResult> Async(
        string caseFolder, int threads, string[] evidence, IProgress<RunProgress>? progress = null, int batchesPerCommit = 64, CancellationToken cancellation = default) =>
        new Investigation(
            new InvestigationOptions { Evidence = [.. evidence], CaseFolder = caseFolder, Threads = threads, Version = "test", BatchesPerCommit = batchesPerCommit },
            TimeProvider.System,
            progress,
            Known.Value).RunAsync(cancellation);

    /// <summary>The files of a case by name, but for what is allowed to differ between two runs: of the store, what it says.</summary>
    public static SortedDictionary<string, byte[]> FilesOf(string caseFolder) => new(
        Directory.EnumerateFiles(caseFolder).Where(path => Path.GetFileName(path) != "run.json")
            .ToDictionary(path => Path.GetFileName(path), path => path.EndsWith(".duckdb", StringComparison.Ordinal) ? TextOf(path) : File.ReadAllBytes(path)),
        StringComparer.Ordinal);

    public static void AssertSameCase(string expected, string actual)
    {
        SortedDictionary<string, byte[]> one = FilesOf(expected), two = FilesOf(actual);
        Assert.Contains("answers.json", one.Keys);
        Assert.Equal(one.Keys, two.Keys);
        Assert.All(one, file => Assert.True(file.Value.AsSpan().SequenceEqual(two[file.Key]), file.Key + " differs."));
    }

    private static byte[] TextOf(string store)
    {
        // Opened at a copy, so that what is compared stays what a run left.
        var copy = store + ".read";
        File.Copy(store, copy, overwrite: true);
        try
        {
            using var facts = DuckDbFactStore.Open(copy, FieldLoader.Load(ContentStore.Embedded), new StoreOptions());
            var lines = facts.Facts(FactFilter.All).Select(fact => $"{fact with { Values = [] }} {string.Join('|', fact.Values)}")
                .Concat(facts.Hits(HitFilter.All).Select(hit => hit.ToString()))
                .Concat(facts.Activity(ActivityFilter.All).Select(count => count.ToString()));
            return Encoding.UTF8.GetBytes(string.Join('\n', lines));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>All that may not depend on what things are called or in which order they came.</summary>
    public static object[] Shape(InvestigationResult result) =>
    [
        .. result.Answers!.Answers.Select(answer =>
            (object)(answer.Question, answer.State, answer.Likelihood, answer.Confidence, answer.Findings.Length, answer.Support, answer.Scope)),
        .. result.Findings.Select(finding => (object)(
            finding.Rank, finding.Score, finding.Kind, finding.Subject.Method.Length > 0 ? finding.Subject.Method : "", finding.Severity, finding.Likelihood,
            finding.Count, finding.Citations.Length, finding.First, finding.Intrusion)),
    ];

    public static AnswerState StateOf(this InvestigationResult result, Question question) =>
        result.Answers!.Answers.Single(answer => answer.Question == question).State;

    public static T Of<T>(this InvestigationResult result)
        where T : Model.Answers.Answer => result.Answers!.Answers.OfType<T>().Single();
}
