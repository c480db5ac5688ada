using System.Text.Json;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Case.Json;

/// <summary>What each of the seven answers has besides the common fields.</summary>
internal static partial class AnswersJson
{
    private static void WriteBackdoor(Utf8JsonWriter json, BackdoorAnswer answer)
    {
        json.WriteStartArray("items");
        foreach (var item in answer.Items)
        {
            json.WriteStartObject();
            json.WriteString("host", item.Host);
            json.WriteString("kind", item.Kind);
            json.WriteString("name", item.Name);
            json.WriteString("path", item.Path);
            json.Texts("commandAndControl", item.CommandAndControl);
            json.Time("first", item.First);
            json.Time("last", item.Last);
            json.WriteString("intrusion", item.Intrusion);
            json.WriteString("unseenBecause", item.UnseenBecause);
            json.WriteString("likelihood", item.Likelihood.Text());
            json.Texts("findings", item.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSince(Utf8JsonWriter json, SinceAnswer answer)
    {
        json.Bound("began", answer.Began);
        json.Bound("ended", answer.Ended);
        json.Bound("dwellDays", answer.DwellDays);
        json.Time("noticed", answer.Noticed);
        json.WriteStartArray("perIntrusion");
        foreach (var interval in answer.PerIntrusion)
        {
            json.WriteStartObject();
            json.WriteString("intrusion", interval.Intrusion);
            json.Bound("began", interval.Began);
            json.Bound("ended", interval.Ended);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWho(Utf8JsonWriter json, WhoAnswer answer)
    {
        json.WriteStartArray("intrusions");
        foreach (var intrusion in answer.Intrusions)
        {
            json.WriteStartObject();
            json.WriteString("id", intrusion.Id);
            json.Texts("hosts", intrusion.Hosts);
            json.Texts("accounts", intrusion.Accounts);
            json.Texts("infrastructure", intrusion.Infrastructure);
            json.Texts("techniques", intrusion.Techniques);
            json.WriteStartArray("apartFrom");
            foreach (var apart in intrusion.ApartFrom)
            {
                json.WriteStartObject();
                json.WriteString("intrusion", apart.Intrusion);
                json.WriteString("sameOperator", apart.SameOperator);
                json.WriteString("why", apart.Why);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("candidates");
            foreach (var candidate in intrusion.Candidates)
                WriteCandidate(json, candidate);
            json.WriteEndArray();
            json.Texts("findings", intrusion.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCandidate(Utf8JsonWriter json, ActorCandidate candidate)
    {
        json.WriteStartObject();
        json.WriteString("actor", candidate.Actor);
        json.WriteString("attackId", candidate.AttackId);
        json.WriteString("likelihood", candidate.Likelihood.Text());
        json.WriteStartArray("range");
        json.WriteNumberValue(JsonText.Rounded(candidate.Low));
        json.WriteNumberValue(JsonText.Rounded(candidate.High));
        json.WriteEndArray();
        json.WriteString("restsOn", candidate.RestsOn);
        json.WriteString("namedBy", candidate.NamedBy);
        json.WriteEndObject();
    }

    private static void WriteMovement(Utf8JsonWriter json, MovementAnswer answer)
    {
        if (answer.Entry is { } entry)
        {
            json.WriteStartObject("entry");
            json.WriteString("host", entry.Host);
            json.Time("at", entry.At);
            json.WriteString("how", entry.How);
            json.WriteString("state", entry.State.Text());
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("entry");
        }

        json.WriteStartArray("edges");
        foreach (var edge in answer.Edges)
        {
            json.WriteStartObject();
            json.WriteString("intrusion", edge.Intrusion);
            json.WriteString("from", edge.From);
            json.WriteString("to", edge.To);
            json.WriteString("account", edge.Account);
            json.WriteString("method", edge.Method);
            json.Time("at", edge.At);
            json.WriteString("fromSegment", edge.FromSegment);
            json.WriteString("toSegment", edge.ToSegment);
            json.WriteString("basis", edge.Basis.Text());
            json.WriteString("likelihood", edge.Likelihood.Text());
            json.Texts("findings", edge.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRead(Utf8JsonWriter json, ReadAnswer answer)
    {
        json.WriteStartArray("mailboxes");
        foreach (var mailbox in answer.Mailboxes)
        {
            json.WriteStartObject();
            json.WriteString("mailbox", mailbox.Mailbox);
            json.WriteString("by", mailbox.By);
            json.WriteString("intrusion", mailbox.Intrusion);
            json.Time("first", mailbox.First);
            json.Time("last", mailbox.Last);
            json.Bound("messages", mailbox.Messages);
            json.Texts("findings", mailbox.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.NumberOrNull("mailboxesPossible", answer.MailboxesPossible);
        json.WriteStartArray("files");
        foreach (var file in answer.Files)
        {
            json.WriteStartObject();
            json.WriteString("host", file.Host);
            json.WriteString("path", file.Path);
            json.Time("first", file.First);
            json.Time("last", file.Last);
            json.WriteString("likelihood", file.Likelihood.Text());
            json.Texts("findings", file.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteHoldings(json, answer.Holdings);
    }

    private static void WriteTaken(Utf8JsonWriter json, TakenAnswer answer)
    {
        json.Bound("bytes", answer.Bytes);
        json.WriteStartArray("transfers");
        foreach (var transfer in answer.Transfers)
        {
            json.WriteStartObject();
            json.WriteString("intrusion", transfer.Intrusion);
            json.WriteString("host", transfer.Host);
            json.WriteString("destination", transfer.Destination);
            json.WriteString("channel", transfer.Channel);
            json.Time("first", transfer.First);
            json.Time("last", transfer.Last);
            json.Bound("bytes", transfer.Bytes);
            json.Texts("staged", transfer.Staged);
            json.WriteString("likelihood", transfer.Likelihood.Text());
            json.Texts("findings", transfer.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteHoldings(json, answer.Holdings);
    }

    private static void WriteActive(Utf8JsonWriter json, ActiveAnswer answer)
    {
        json.Time("lastSeen", answer.LastSeen);
        json.WriteStartObject("contain");
        json.Texts("hosts", answer.Contain.Hosts);
        json.Texts("accounts", answer.Contain.Accounts);
        json.WriteStartArray("addresses");
        foreach (var address in answer.Contain.Addresses)
        {
            json.WriteStartObject();
            json.WriteString("value", address.Value);
            json.WriteString("warning", address.Warning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Texts("domains", answer.Contain.Domains);
        json.WriteEndObject();
    }
}
