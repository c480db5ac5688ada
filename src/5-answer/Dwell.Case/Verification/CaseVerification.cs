using System.Collections.Immutable;
using Dwell.Case.Json;
using Dwell.Model.Evidence;

namespace Dwell.Case.Verification;

/// <summary>
/// One thing that is not as the case says. <paramref name="Kind"/>: <c>case-file</c>, <c>journal</c>,
/// <c>file-changed</c>, <c>file-missing</c>, <c>citation-changed</c>, <c>citation-missing</c>. <paramref
/// name="What"/> is the path or the finding's id. <paramref name="From"/> and <paramref name="To"/> bound the
/// bytes concerned, both included; null when the whole is meant.
/// </summary>
public sealed record VerificationProblem(string Kind, string What, string Sentence, long? From = null, long? To = null);

/// <summary>How many there are, how many are as they were, changed, and not found.</summary>
public readonly record struct VerifiedCount(int Total, int Unchanged, int Changed, int Missing);

/// <summary>
/// What a verification found. It shows that evidence and case are unchanged since intake, not that the
/// evidence was true before. <paramref name="Seal"/> is the hash of <c>case.json</c>: whoever noted it
/// elsewhere can tell a case that was made anew from this one.
/// </summary>
public sealed record CaseVerification(
    Sha256Digest Seal,
    VerifiedCount Files,
    VerifiedCount Citations,
    VerifiedCount CaseFiles,
    ImmutableArray<VerificationProblem> Problems)
{
    private const string Schema = "dwell/verify/1";

    /// <summary>True when nothing differs.</summary>
    public bool IsOk => Problems.IsEmpty;

    /// <summary>One JSON object on one line, UTF-8, with a line end.</summary>
    public byte[] ToJson() => JsonText.Write(indented: false, json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteBoolean("ok", IsOk);
        json.WriteString("seal", Seal.ToString());
        foreach (var (name, count) in (ReadOnlySpan<(string, VerifiedCount)>)
                 [("files", Files), ("citations", Citations), ("caseFiles", CaseFiles)])
        {
            json.WriteStartObject(name);
            json.WriteNumber("total", count.Total);
            json.WriteNumber("unchanged", count.Unchanged);
            json.WriteNumber("changed", count.Changed);
            json.WriteNumber("missing", count.Missing);
            json.WriteEndObject();
        }

        json.WriteStartArray("problems");
        foreach (var problem in Problems)
        {
            json.WriteStartObject();
            json.WriteString("kind", problem.Kind);
            json.WriteString("what", problem.What);
            json.WriteString("sentence", problem.Sentence);
            json.NumberOrNull("from", problem.From);
            json.NumberOrNull("to", problem.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
