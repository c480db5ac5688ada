using System.CommandLine;
using System.Globalization;
using Dwell.Evidence.Context;
using Dwell.Model.Context;
using Dwell.Model.Time;
using Dwell.Pipeline.Searching;
using Dwell.Report.Text;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell search CASE QUERY</c>: every raw record that fits, mapped or not, with its way back.</summary>
internal static class SearchCommand
{
    private const long UsualLimit = 1_000;

    public static Command Make(CommandStreams streams)
    {
        var caseFolder = new Argument<string>("CASE") { Description = "The case folder." };
        var query = new Argument<string>("QUERY")
        {
            Description = "TEXT anywhere in a value, /REGEX/ or /REGEX/i, or FIELD=VALUE (a source's field or a column of docs/fields.md; * stands for any characters).",
        };
        var asText = new Option<bool>("--text") { Description = "QUERY is plain text, whatever it looks like." };
        var host = new Option<string?>("--host") { Description = "Only records that this host wrote.", HelpName = "HOST" };
        var from = new Option<string?>("--from") { Description = "Only records from this time on (UTC, 2022-05-16 or 2022-05-16T09:00:00Z).", HelpName = "TIME" };
        var to = new Option<string?>("--to") { Description = "Only records before this time.", HelpName = "TIME" };
        var limit = new Option<long>("--limit") { Description = "Records shown at most; 0 shows all.", HelpName = "N", DefaultValueFactory = _ => UsualLimit };
        var threads = new Option<int>("--threads") { Description = "Threads that read.", HelpName = "N", DefaultValueFactory = _ => Math.Max(1, Environment.ProcessorCount) };
        var evidence = CasePlaces.EvidenceOption();
        var json = new Option<bool>("--json") { Description = "A JSON line a record, with all of its fields." };
        var command = new Command("search", "Search all raw records of a case's evidence.")
        {
            caseFolder, query, asText, host, from, to, limit, threads, evidence, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            ThreadOption.Check(parsed.GetValue(threads));
            var within = IntervalOf(parsed.GetValue(from), parsed.GetValue(to));
            if (!SearchQuery.TryParse(parsed.GetValue(query)!, parsed.GetValue(asText), parsed.GetValue(host), within, out var asked, out var problem))
                throw new WrongUseException(problem);
            if (parsed.GetValue(limit) < 0)
                throw new WrongUseException("--limit is below 0; it takes 0 (all) or more.");
            var folder = CasePlaces.Open(parsed.GetValue(caseFolder)!, parsed.GetValue(evidence));
            var context = folder.ContextPath is { } path && File.Exists(path) ? ContextFile.Load(path) : CaseContext.Empty;
            var most = parsed.GetValue(limit) is 0 ? long.MaxValue : parsed.GetValue(limit);
            var isJson = parsed.GetValue(json);
            var summary = await RecordSearch.RunAsync(
                folder,
                parsed.GetValue(evidence),
                asked!,
                context,
                parsed.GetValue(threads),
                most,
                hit =>
                {
                    if (isJson)
                        streams.StandardOut.Write(SearchJson.Of(hit));
                    else
                        streams.Out.WriteLine(LineOf(hit));
                },
                cancellation);
            await Say(streams, summary, most);
            return summary.IsWhole ? ExitCode.Done : ExitCode.Incomplete;
        });
        return command;
    }

    private static string LineOf(SearchHit hit)
    {
        var time = hit.Time?.ToString() ?? "undated";
        var piece = hit.Citation.Locator.Pieces[0];
        var place = piece.Line is { } line
            ? string.Create(CultureInfo.InvariantCulture, $"{hit.Citation.Path}:{line}")
            : piece.Record is { } record
                ? string.Create(CultureInfo.InvariantCulture, $"{hit.Citation.Path} record {record}")
                : string.Create(CultureInfo.InvariantCulture, $"{hit.Citation.Path} byte {piece.Offset}");
        return string.Join("  ", new[] { time, hit.Host, VisibleText.Plain(hit.Says, int.MaxValue), $"[{VisibleText.Plain(place, int.MaxValue)}]" }
            .Where(part => part.Length > 0));
    }

    private static async Task Say(CommandStreams streams, SearchSummary summary, long most)
    {
        var text = $"dwell: {Figures.Count(summary.Hits, "record", "records")} of {Figures.Count(summary.Records)} fit";
        if (summary.Hits > most)
            text += $"; the first {Figures.Count(most)} are shown (--limit 0 shows all)";
        if (summary.Undated > 0)
            text += $"; {Figures.Count(summary.Undated)} without a time were left out by --from or --to";
        await streams.Error.WriteLineAsync(text + ".");
        if (summary.Rejected > 0)
            await streams.Error.WriteLineAsync($"dwell: {Figures.Count(summary.Rejected, "file", "files")} could not be looked through; evidence.json of the case names them.");
        foreach (var (path, diagnostic) in summary.Losses.Take(5))
            await streams.Error.WriteLineAsync($"dwell: {VisibleText.Plain(path, int.MaxValue)}: {diagnostic.Sentence}");
        if (summary.Losses.Length > 5)
            await streams.Error.WriteLineAsync($"dwell: and {Figures.Count(summary.Losses.Length - 5)} more places that could not be read.");
    }

    private static UtcInterval? IntervalOf(string? from, string? to)
    {
        if (from is null && to is null)
            return null;
        var start = from is null ? new UtcInstant(0) : TimeOf("--from", from);
        var end = to is null ? new UtcInstant(DateTime.MaxValue.Ticks) : TimeOf("--to", to);
        return end < start ? throw new WrongUseException("--to lies before --from.") : new UtcInterval(start, end);
    }

    private static UtcInstant TimeOf(string option, string text) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? new UtcInstant(time.UtcTicks)
            : throw new WrongUseException($"{option} '{text}' is no time; it takes 2022-05-16 or 2022-05-16T09:00:00Z.");
}
