using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Case;
using Dwell.Content.Store;

namespace Dwell.Pipeline.Showing;

/// <summary>
/// A finding with the way down to the raw records. <paramref name="EvidenceProblem"/> says why no record could be
/// read at all; null when the evidence was found. <paramref name="HasOtherContent"/>: the case was made by a Dwell with
/// other rules and knowledge than this one.
/// </summary>
public sealed record ShownFinding(
    JsonElement Finding,
    int CitedRecords,
    ShownRule? Rule,
    ImmutableArray<ShownRecord> Records,
    string? EvidenceProblem,
    bool HasOtherContent)
{
    /// <summary>True when every record that was asked for is there and unchanged.</summary>
    public bool IsWhole => EvidenceProblem is null && Records.All(record => record.State == CitedState.Unchanged);
}

/// <summary>An answer of <c>answers.json</c> with the limits and findings that it names, in its order.</summary>
public sealed record ShownAnswer(
    JsonElement Answer, ImmutableArray<JsonElement> Limits, ImmutableArray<JsonElement> Findings);

/// <summary>Gathers from a case what <c>dwell show</c> shows.</summary>
public static class ShowQuery
{
    /// <summary>
    /// A finding and up to <paramref name="mostRecords"/> of its cited records, read again. <paramref
    /// name="evidence"/> says where the evidence is now; null: where it lay. Throws <see cref="CaseException"/> when the
    /// case is damaged.
    /// </summary>
    public static ShownFinding Finding(
        CaseFolder folder, StoredFinding finding, string? evidence, int mostRecords, CancellationToken cancellation)
    {
        var content = ContentStore.Embedded;
        var rule = finding.Json.TryGetProperty("rule", out var named)
            ? ShownRule.Find(content, named.Text("id"), named.Text("title"), named.Text("source"))
            : null;
        var cited = finding.Citations.Take(mostRecords).ToImmutableArray();
        var (records, problem) = ReadRecords(folder, evidence, cited, content, cancellation);
        using var answers = folder.ReadAnswers();
        var madeWith = answers.RootElement.Part("evidence").Text("contentHash");
        return new ShownFinding(
            finding.Json, finding.Citations.Length, rule, records, problem, madeWith != content.ContentHash.ToString());
    }

    /// <summary>An answer by its question's word. Throws <see cref="CaseException"/> when the case is damaged.</summary>
    public static ShownAnswer Answer(CaseFolder folder, IReadOnlyList<StoredFinding> findings, string question)
    {
        using var document = folder.ReadAnswers();
        var root = document.RootElement;
        var found = root.Items("answers").FirstOrDefault(item => item.Text("question") == question);
        if (found.ValueKind != JsonValueKind.Object)
        {
            var file = folder.PathOf(CaseFiles.Answers);
            throw new CaseException($"'{file}' has no answer '{question}': the case is damaged; verify it.");
        }

        var answer = found.Clone();
        var limits = root.Items("limits")
            .DistinctBy(limit => limit.Text("id"))
            .ToDictionary(limit => limit.Text("id"), StringComparer.Ordinal);
        var byId = findings.DistinctBy(finding => finding.Id).ToDictionary(finding => finding.Id, StringComparer.Ordinal);
        return new ShownAnswer(
            answer,
            [.. answer.Texts("limits").Where(limits.ContainsKey).Select(id => limits[id].Clone())],
            [.. answer.Texts("findings").Where(byId.ContainsKey).Select(id => byId[id].Json)]);
    }

    private static (ImmutableArray<ShownRecord> Records, string? Problem) ReadRecords(
        CaseFolder folder,
        string? evidence,
        ImmutableArray<Model.Evidence.Citation> cited,
        ContentStore content,
        CancellationToken cancellation)
    {
        try
        {
            using var records = new CitedRecords(folder, evidence, cited, new RecordSentences(content), cancellation);
            return ([.. cited.Select(records.Read)], null);
        }
        catch (CaseException nowhere)
        {
            return ([], nowhere.Message);
        }
    }
}
