using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Case.Json;

/// <summary><c>answers.json</c>, field by field as the contract has it.</summary>
internal static partial class AnswersJson
{
    public static byte[] Write(CaseAnswers answers) => JsonText.Write(indented: true, json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", CaseAnswers.Schema);
        json.WriteBoolean("simulated", answers.Simulated);
        WriteEvidence(json, answers.Evidence);
        json.WriteStartArray("answers");
        foreach (var answer in answers.Answers)
            WriteAnswer(json, answer);
        json.WriteEndArray();
        json.WriteStartArray("limits");
        foreach (var limit in answers.Limits)
            WriteLimit(json, limit);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteEvidence(Utf8JsonWriter json, EvidenceSummary evidence)
    {
        json.WriteStartObject("evidence");
        json.Time("from", evidence.From);
        json.Time("to", evidence.To);
        json.WriteNumber("files", evidence.Files);
        json.WriteNumber("bytes", evidence.Bytes);
        json.WriteNumber("records", evidence.Records);
        json.WriteStartObject("hosts");
        json.WriteNumber("known", evidence.Hosts.Known);
        json.WriteNumber("seen", evidence.Hosts.Seen);
        json.Texts("neverExamined", evidence.Hosts.NeverExamined);
        json.WriteEndObject();
        json.WriteStartArray("rejected");
        foreach (var rejected in evidence.Rejected)
        {
            json.WriteStartObject();
            json.WriteString("path", rejected.Path);
            json.WriteString("why", rejected.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("contentHash", evidence.ContentHash);
        json.WriteString("organisation", evidence.Organisation);
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject();
        json.WriteString("question", answer.Question.Text());
        json.WriteString("state", answer.State.Text());
        json.WriteString("likelihood", answer.Likelihood?.Text());
        json.WriteString("confidence", answer.Confidence.Text());
        json.WriteString("why", answer.Why);
        json.WriteString("statement", answer.Statement);
        json.WriteStartObject("support");
        json.WriteNumber("records", answer.Support.Records);
        json.WriteNumber("sources", answer.Support.Sources);
        json.WriteNumber("hosts", answer.Support.Hosts);
        json.WriteEndObject();
        json.WriteStartObject("scope");
        json.Time("from", answer.Scope.From);
        json.Time("to", answer.Scope.To);
        json.WriteNumber("hosts", answer.Scope.Hosts);
        json.WriteNumber("ofHosts", answer.Scope.OfHosts);
        json.Number("hostHours", answer.Scope.HostHours);
        json.WriteEndObject();
        json.Texts("findings", answer.Findings);
        json.Texts("limits", answer.Limits);
        switch (answer)
        {
            case BackdoorAnswer backdoor: WriteBackdoor(json, backdoor); break;
            case SinceAnswer since: WriteSince(json, since); break;
            case WhoAnswer who: WriteWho(json, who); break;
            case MovementAnswer movement: WriteMovement(json, movement); break;
            case ReadAnswer read: WriteRead(json, read); break;
            case TakenAnswer taken: WriteTaken(json, taken); break;
            case ActiveAnswer active: WriteActive(json, active); break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(answer), answer.GetType().Name, "An answer of an unknown kind.");
        }

        json.WriteEndObject();
    }

    private static void WriteLimit(Utf8JsonWriter json, Limit limit)
    {
        json.WriteStartObject();
        json.WriteString("id", limit.Id);
        json.Texts("questions", [.. limit.Questions.Select(question => question.Text())]);
        json.WriteString("class", limit.Class);
        json.WriteString("scope", limit.Scope);
        json.Time("from", limit.From);
        json.Time("to", limit.To);
        json.WriteString("why", limit.Why);
        json.WriteString("effect", limit.Effect);
        json.WriteStartArray("remedy");
        foreach (var remedy in limit.Remedy)
        {
            json.WriteStartObject();
            json.WriteString("who", remedy.Who);
            json.WriteString("what", remedy.What);
            json.Time("until", remedy.Until);
            json.WriteString("narrows", remedy.Narrows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHoldings(Utf8JsonWriter json, ImmutableArray<HoldingAnswer> holdings)
    {
        json.WriteStartArray("holdings");
        foreach (var holding in holdings)
        {
            json.WriteStartObject();
            json.WriteString("holds", holding.Holds);
            json.WriteString("state", holding.State.Text());
            json.WriteString("why", holding.Why);
            json.Texts("where", holding.Where);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
