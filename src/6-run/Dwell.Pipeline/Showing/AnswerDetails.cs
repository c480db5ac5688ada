using System.Text.Json;
using Dwell.Report.Text;
using static Dwell.Pipeline.Showing.TextPage;

namespace Dwell.Pipeline.Showing;

/// <summary>What each answer has besides the fields that all share, as names and values.</summary>
internal static class AnswerDetails
{
    private const int Indent = 2;
    private const int Deeper = 4;

    public static void Write(TextPage page, JsonElement answer)
    {
        switch (answer.Text("question"))
        {
            case "backdoor": WriteBackdoor(page, answer); break;
            case "since": WriteSince(page, answer); break;
            case "who": WriteWho(page, answer); break;
            case "movement": WriteMovement(page, answer); break;
            case "read": WriteRead(page, answer); break;
            case "taken": WriteTaken(page, answer); break;
            default: WriteActive(page, answer); break;
        }
    }

    private static void WriteBackdoor(TextPage page, JsonElement answer)
    {
        foreach (var item in Section(page, answer, "items", "What was found"))
        {
            page.Item($"{item.Text("kind")} on {item.Text("host")}: {item.Text("name")}");
            page.Pairs(
                Deeper,
                ("path", item.Text("path")),
                ("talks to", Joined(item, "commandAndControl")),
                ("seen", Span(item.Text("first"), item.Text("last"))),
                ("likelihood", item.Text("likelihood")),
                ("intrusion", item.Text("intrusion")),
                ("unseen", item.Text("unseenBecause")),
                ("findings", Joined(item, "findings")));
        }
    }

    private static void WriteSince(TextPage page, JsonElement answer)
    {
        page.Heading("The time of the intruders");
        page.Pairs(
            Indent,
            ("began", Bound(answer.Part("began"), "nothing limits how early", "")),
            ("ended", Bound(answer.Part("ended"), "", "may go on")),
            ("days inside", CountBound(answer.Part("dwellDays"), Figures.Count)),
            ("noticed", TextPage.Time(answer.Text("noticed"))));
        foreach (var interval in Section(page, answer, "perIntrusion", "Each group of activity"))
        {
            page.Item($"intrusion {interval.Text("intrusion")}");
            page.Pairs(
                Deeper,
                ("began", Bound(interval.Part("began"), "nothing limits how early", "")),
                ("ended", Bound(interval.Part("ended"), "", "may go on")));
        }
    }

    private static void WriteWho(TextPage page, JsonElement answer)
    {
        foreach (var intrusion in Section(page, answer, "intrusions", "Groups of activity that no record ties to each other"))
        {
            page.Item($"intrusion {intrusion.Text("id")}");
            page.Pairs(
                Deeper,
                ("hosts", Joined(intrusion, "hosts")),
                ("accounts", Joined(intrusion, "accounts")),
                ("addresses", Joined(intrusion, "infrastructure")),
                ("techniques", Joined(intrusion, "techniques")),
                ("findings", Joined(intrusion, "findings")));
            // Many groups are as a rule kept apart by the same words.
            var groups = intrusion.Items("apartFrom")
                .GroupBy(item => (Shown: item.Text("sameOperator"), Why: item.Text("why")));
            foreach (var apart in groups)
            {
                var others = string.Join(", ", apart.Select(item => item.Text("intrusion")));
                page.Item($"same operator as {others}: {apart.Key.Shown}; {apart.Key.Why}", Deeper);
            }

            foreach (var candidate in intrusion.Items("candidates"))
                WriteCandidate(page, candidate);
        }
    }

    private static void WriteCandidate(TextPage page, JsonElement candidate)
    {
        var id = candidate.Text("attackId") is { Length: > 0 } known ? $" ({known})" : "";
        var namedBy = candidate.Text("namedBy") is { Length: > 0 } name ? $"; named by {name}" : "";
        var range = candidate.Items("range")
            .Where(bound => bound.ValueKind == JsonValueKind.Number)
            .Select(bound => Figures.Percent(bound.GetDouble()))
            .ToList();
        var between = range.Count == 2 ? $", {range[0]} to {range[1]}" : "";
        var reasons = candidate.Text("restsOn") + namedBy;
        page.Item($"{candidate.Text("actor")}{id}: {candidate.Text("likelihood")}{between}; {reasons}", Deeper);
    }

    private static void WriteMovement(TextPage page, JsonElement answer)
    {
        if (answer.Part("entry") is { ValueKind: JsonValueKind.Object } entry)
        {
            page.Heading("Where they came in");
            page.Pairs(
                Indent,
                ("host", entry.Text("host")),
                ("at", TextPage.Time(entry.Text("at"))),
                ("how", entry.Text("how")),
                ("state", entry.Text("state")));
        }

        foreach (var edge in Section(page, answer, "edges", "Hops"))
        {
            page.Item($"{edge.Text("from")} -> {edge.Text("to")} by {edge.Text("method")}, {TextPage.Time(edge.Text("at"))}");
            var segments = edge.Text("fromSegment").Length + edge.Text("toSegment").Length > 0
                ? $"{Or(edge.Text("fromSegment"), "unknown")} -> {Or(edge.Text("toSegment"), "unknown")}"
                : "";
            page.Pairs(
                Deeper,
                ("account", edge.Text("account")),
                ("segments", segments),
                ("basis", edge.Text("basis")),
                ("likelihood", edge.Text("likelihood")),
                ("intrusion", edge.Text("intrusion")),
                ("findings", Joined(edge, "findings")));
        }
    }

    private static void WriteRead(TextPage page, JsonElement answer)
    {
        foreach (var mailbox in Section(page, answer, "mailboxes", "Mailboxes"))
        {
            page.Item(mailbox.Text("mailbox"));
            page.Pairs(
                Deeper,
                ("by", mailbox.Text("by")),
                ("seen", Span(mailbox.Text("first"), mailbox.Text("last"))),
                ("messages", CountBound(mailbox.Part("messages"), Figures.Count)),
                ("intrusion", mailbox.Text("intrusion")),
                ("findings", Joined(mailbox, "findings")));
        }

        if (answer.Number("mailboxesPossible") is { } possible)
            page.Paragraph($"{Count(possible, "further mailbox account")} may have been within reach.", Indent);
        foreach (var file in Section(page, answer, "files", "Files"))
        {
            page.Item($"{file.Text("path")} on {file.Text("host")}");
            page.Pairs(
                Deeper,
                ("seen", Span(file.Text("first"), file.Text("last"))),
                ("likelihood", file.Text("likelihood")),
                ("findings", Joined(file, "findings")));
        }

        WriteHoldings(page, answer);
    }

    private static void WriteTaken(TextPage page, JsonElement answer)
    {
        page.Heading("How much left");
        page.Pairs(Indent, ("bytes", CountBound(answer.Part("bytes"), Figures.Bytes)));
        foreach (var transfer in Section(page, answer, "transfers", "Transfers"))
        {
            page.Item($"{transfer.Text("host")} -> {transfer.Text("destination")} by {transfer.Text("channel")}");
            page.Pairs(
                Deeper,
                ("seen", Span(transfer.Text("first"), transfer.Text("last"))),
                ("bytes", CountBound(transfer.Part("bytes"), Figures.Bytes)),
                ("staged", Joined(transfer, "staged")),
                ("likelihood", transfer.Text("likelihood")),
                ("intrusion", transfer.Text("intrusion")),
                ("findings", Joined(transfer, "findings")));
        }

        WriteHoldings(page, answer);
    }

    private static void WriteActive(TextPage page, JsonElement answer)
    {
        var contain = answer.Part("contain");
        page.Heading("Now");
        page.Pairs(Indent, ("last seen", Or(TextPage.Time(answer.Text("lastSeen")), "never")));
        page.Heading("To contain");
        page.Pairs(
            Indent,
            ("hosts", Or(Joined(contain, "hosts"), "none named")),
            ("accounts", Or(Joined(contain, "accounts"), "none named")),
            ("domains", Or(Joined(contain, "domains"), "none named")));
        foreach (var address in contain.Items("addresses"))
        {
            var warning = address.Text("warning") is { Length: > 0 } text ? $" (warning: {text})" : "";
            page.Item($"address {address.Text("value")}{warning}");
        }
    }

    private static void WriteHoldings(TextPage page, JsonElement answer)
    {
        foreach (var holding in Section(page, answer, "holdings", "Kinds of information that the owner named"))
        {
            page.Item($"{holding.Text("holds")}: {holding.Text("state")}");
            page.Pairs(Deeper, ("because", holding.Text("why")), ("where", Joined(holding, "where")));
        }
    }

    private static List<JsonElement> Section(TextPage page, JsonElement answer, string name, string heading)
    {
        var items = answer.Items(name).ToList();
        if (items.Count > 0)
            page.Heading(heading);
        return items;
    }

    private static string Bound(JsonElement bound, string noEarliest, string noLatest)
    {
        if (bound.ValueKind != JsonValueKind.Object)
            return "not known";
        var (earliest, latest) = (TextPage.Time(bound.Text("earliest")), TextPage.Time(bound.Text("latest")));
        return (earliest, latest) switch
        {
            ("", "") => Or(noEarliest + noLatest, "not known"),
            ("", _) => $"at {latest} or earlier" + (noEarliest.Length > 0 ? $"; {noEarliest}" : ""),
            (_, "") => $"at {earliest} or later" + (noLatest.Length > 0 ? $"; {noLatest}" : ""),
            _ when earliest == latest => $"at {earliest}",
            _ => $"between {earliest} and {latest}",
        };
    }

    private static string CountBound(JsonElement bound, Func<long, string> format) =>
        bound.ValueKind != JsonValueKind.Object
            ? "not known"
            : Figures.Between(new Model.Answers.CountBound(bound.Number("atLeast") ?? 0, bound.Number("atMost")), format);

    private static string Joined(JsonElement element, string name) => string.Join(", ", element.Texts(name));

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
