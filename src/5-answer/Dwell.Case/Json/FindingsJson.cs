using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;

namespace Dwell.Case.Json;

/// <summary>
/// <c>findings.jsonl</c>: one finding a line, sorted by id, with the fields of the contract.
/// </summary>
internal static class FindingsJson
{
    public static byte[] Write(IEnumerable<Finding> findings)
    {
        using var lines = new MemoryStream();
        foreach (var finding in findings.OrderBy(finding => finding.Id, StringComparer.Ordinal))
        {
            if (finding.Citations.IsDefaultOrEmpty)
            {
                throw new ArgumentException(
                    $"Finding {finding.Id} cites no record; nothing is claimed without one.", nameof(findings));
            }

            lines.Write(JsonText.Write(indented: false, json => WriteFinding(json, finding)));
        }

        return lines.ToArray();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("kind", finding.Kind);
        json.WriteString("basis", finding.Basis.Text());
        json.WriteString("title", finding.Title);
        json.WriteString("question", finding.Question.Text());
        json.WriteString("severity", finding.Severity.Text());
        json.WriteString("likelihood", finding.Likelihood.Text());
        json.WriteString("confidence", finding.Confidence.Text());
        json.Texts("hosts", finding.Hosts);
        json.Texts("accounts", finding.Accounts);
        json.Texts("addresses", finding.Addresses);
        json.Texts("domains", finding.Domains);
        json.Texts("techniques", finding.Techniques);
        json.Texts("tactics", finding.Tactics);
        WritePairs(json, finding.Pairs);
        json.Time("first", finding.First);
        json.Time("last", finding.Last);
        json.WriteNumber("count", finding.Count);
        json.WriteNumber("sources", finding.Sources);
        if (finding.Rule is { } rule)
        {
            json.WriteStartObject("rule");
            json.WriteString("id", rule.Id);
            json.WriteString("title", rule.Title);
            json.WriteString("source", rule.Source);
            json.WriteEndObject();
        }

        json.WriteNumber("rank", finding.Rank);
        json.Number("score", finding.Score);
        WriteParts(json, finding.Parts);
        json.Texts("counter", finding.Counter);
        json.WriteString("intrusion", finding.Intrusion);
        WriteCitations(json, finding.Citations);
        json.WriteEndObject();
    }

    private static void WritePairs(Utf8JsonWriter json, ImmutableArray<FindingPair> pairs)
    {
        json.WriteStartArray("pairs");
        foreach (var pair in pairs)
        {
            json.WriteStartObject();
            json.WriteString("source", pair.Source);
            json.WriteString("destination", pair.Destination);
            json.WriteString("name", pair.Name);
            json.NumberOrNull("port", pair.Port);
            json.Number("score", pair.Score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter json, ImmutableArray<ScorePart> parts)
    {
        json.WriteStartArray("parts");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.Number("value", part.Value);
            json.WriteString("why", part.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCitations(Utf8JsonWriter json, ImmutableArray<Citation> citations)
    {
        json.WriteStartArray("citations");
        foreach (var citation in citations)
        {
            json.WriteStartObject();
            json.WriteString("evidence", citation.Evidence.ToString());
            json.WriteString("locator", citation.Locator.ToString());
            json.WriteString("sha256", citation.Sha256.ToString());
            json.WriteString("path", citation.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
