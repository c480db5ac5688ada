using System.CommandLine;
using System.Globalization;
using Dwell.Model.Time;
using Dwell.Pipeline.Querying;
using Dwell.Report.Text;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell pivot CASE VALUE</c>: everything that touches an address, account, host, hash or name, by time.</summary>
internal static class PivotCommand
{
    private const long UsualLimit = 1_000;

    public static Command Make(CommandStreams streams)
    {
        var caseFolder = new Argument<string>("CASE") { Description = "The case folder." };
        var value = new Argument<string>("VALUE") { Description = "An address, account, host, hash, file or other name; large and small letters are one." };
        var around = new Option<string?>("--around") { Description = "Only facts around this time (UTC, 2022-05-16T09:00:00Z).", HelpName = "TIME" };
        var window = new Option<string>("--window") { Description = "How far before and after --around: 30s, 10m, 2h, 1d.", HelpName = "LENGTH", DefaultValueFactory = _ => "10m" };
        var limit = new Option<long>("--limit") { Description = "Facts shown at most; 0 shows all.", HelpName = "N", DefaultValueFactory = _ => UsualLimit };
        var json = new Option<bool>("--json") { Description = "A JSON object a line, with all values of the fact." };
        var command = new Command("pivot", "Show everything that touches a value, by time.") { caseFolder, value, around, window, limit, json };
        command.SetAction((parsed, cancellation) =>
        {
            var wanted = parsed.GetValue(value)!.Trim();
            if (wanted.Length == 0)
                throw new WrongUseException("VALUE is empty.");
            if (parsed.GetValue(limit) < 0)
                throw new WrongUseException("--limit is below 0; it takes 0 (all) or more.");
            var within = IntervalOf(parsed.GetValue(around), parsed.GetValue(window)!);
            using var pivot = CasePivot.Open(CasePlaces.Open(parsed.GetValue(caseFolder)!, null));
            var most = parsed.GetValue(limit) is 0 ? long.MaxValue : parsed.GetValue(limit);
            long count = 0;
            foreach (var row in pivot.Find(wanted, within))
            {
                cancellation.ThrowIfCancellationRequested();
                if (++count > most)
                    break;
                streams.Out.Write(parsed.GetValue(json) ? row.ToJson() : LineOf(row));
            }

            streams.Error.WriteLine(count > most
                ? $"dwell: the first {Figures.Count(most)} facts are shown (--limit 0 shows all)."
                : $"dwell: {Figures.Count(count, "fact", "facts")}.");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string LineOf(PivotRow row)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"[{VisibleText.Plain(row.Path, int.MaxValue)} byte {row.Fact.Record.Offset}]");
        return string.Join("  ", new[] { row.Fact.Time?.ToString() ?? "undated", VisibleText.Plain(row.Fact.Host, int.MaxValue), VisibleText.Plain(row.Sentence, int.MaxValue), place }
            .Where(part => part.Length > 0)) + "\n";
    }

    private static UtcInterval? IntervalOf(string? around, string window)
    {
        var length = LengthOf(window);
        if (around is null)
            return null;
        if (!DateTimeOffset.TryParseExact(
            around,
            ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time))
            throw new WrongUseException($"--around '{around}' is no time; it takes 2022-05-16T09:00:00Z.");
        return new UtcInterval(
            new UtcInstant(Math.Max(0, time.UtcTicks - length.Ticks)), new UtcInstant(Math.Min(DateTime.MaxValue.Ticks, time.UtcTicks + length.Ticks + 1)));
    }

    private static TimeSpan LengthOf(string window)
    {
        if (window.Length > 1 && int.TryParse(window.AsSpan(0, window.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            switch (window[^1])
            {
                case 's': return TimeSpan.FromSeconds(number);
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h' when number <= 876_000: return TimeSpan.FromHours(number);
                case 'd' when number <= 36_500: return TimeSpan.FromDays(number);
            }
        }

        throw new WrongUseException($"--window '{window}' is no length; it takes 30s, 10m, 2h or 1d.");
    }
}
