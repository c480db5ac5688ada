using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Export;
using Dwell.Evtx.Values;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell evtx dump|stats FILE…</c>: Windows event logs as text, and what is in them.</summary>
internal static class EvtxCommand
{
    private const string StandardInput = "-";
    private static readonly StringComparison SameName =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public static Command Make(CommandStreams streams) =>
        new("evtx", "Read Windows event logs (EVTX; also gzip, zip, and - for standard input).")
        {
            MakeDump(streams), MakeStats(streams),
        };

    private static Command MakeDump(CommandStreams streams)
    {
        var files = Files();
        var format = new Option<string>("--format") { Description = "jsonl or xml.", HelpName = "FORMAT", DefaultValueFactory = _ => "jsonl" };
        format.AcceptOnlyFromAmong("jsonl", "xml");
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file instead of standard output.", HelpName = "FILE" };
        var recovered = new Option<bool>("--recovered") { Description = "Also write records found in unused or damaged space, marked." };
        var threads = new Option<int>("--threads") { Description = "Threads that render (default: one a core).", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("dump", "Write every record as a JSON line or XML element.") { files, format, output, recovered, threads };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new EvtxExportOptions
            {
                Format = parsed.GetValue(format) == "xml" ? EvtxExportFormat.Xml : EvtxExportFormat.JsonLines,
                WithRecovered = parsed.GetValue(recovered),
                Threads = parsed.GetValue(threads),
            };
            ThreadOption.Check(options.Threads);
            return Task.FromResult(Dump(parsed.GetValue(files)!, parsed.GetValue(output), options, streams, cancellation));
        });
        return command;
    }

    private static Command MakeStats(CommandStreams streams)
    {
        var files = Files();
        var json = new Option<bool>("--json") { Description = "One JSON object a file." };
        var command = new Command("stats", "Count chunks, records and events, and name what is damaged.") { files, json };
        command.SetAction((parsed, cancellation) =>
            Task.FromResult(Stats(parsed.GetValue(files)!, parsed.GetValue(json), streams, cancellation)));
        return command;
    }

    private static Argument<string[]> Files() => new("FILE") { Description = "Event logs.", Arity = ArgumentArity.OneOrMore };

    private static int Dump(string[] files, string? target, EvtxExportOptions options, CommandStreams streams, CancellationToken cancellation)
    {
        Check(files, target);
        using var file = target is null ? null : new ExportTarget(target);
        var output = file?.Stream ?? streams.StandardOut;
        var isWhole = true;
        EvtxExport.WriteStart(output, options.Format);
        using (var progress = new EvtxProgressLine(streams, isShown: file is not null || streams.IsOutRedirected))
        {
            foreach (var input in files.SelectMany(Open))
            {
                using (input)
                    isWhole &= TryRead(input, streams, progress, () => DumpOne(input, output, options, streams, progress, cancellation));
            }
        }

        EvtxExport.WriteEnd(output, options.Format);
        file?.Finish();
        return isWhole ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static bool DumpOne(
        EvtxInput input, Stream output, EvtxExportOptions options, CommandStreams streams, EvtxProgressLine progress, CancellationToken cancellation)
    {
        var summary = EvtxExport.Run(input.Stream, output, options, done => progress.Report(input.Name, done), cancellation);
        progress.Clear();
        if (summary.Recovered > 0 && !options.WithRecovered)
            streams.Error.WriteLine(Text($"dwell: {input.Name}: {summary.Recovered} recovered records were left out; --recovered writes them too."));
        return summary.NotRendered == 0 & Note(input.Name, summary.Diagnostics, streams);
    }

    private static int Stats(string[] files, bool json, CommandStreams streams, CancellationToken cancellation)
    {
        Check(files, target: null);
        var isWhole = true;
        using var progress = new EvtxProgressLine(streams, isShown: true);
        foreach (var input in files.SelectMany(Open))
        {
            using (input)
                isWhole &= TryRead(input, streams, progress, () => StatsOne(input, json, streams, progress, cancellation));
        }

        return isWhole ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static bool StatsOne(
        EvtxInput input, bool json, CommandStreams streams, EvtxProgressLine progress, CancellationToken cancellation)
    {
        var statistics = EvtxStatistics.Read(input.Stream, progress: done => progress.Report(input.Name, done), cancellation: cancellation);
        progress.Clear();
        if (json)
            WriteJson(input.Name, statistics, streams);
        else
            WriteText(input.Name, statistics, streams);
        return statistics.Diagnostics.All(item => !EvtxDiagnosticCodes.MeansLoss(item.Code));
    }

    private static void Check(string[] files, string? target)
    {
        foreach (var path in files)
        {
            if (path != StandardInput && !File.Exists(path))
                throw new WrongUseException($"there is no file '{path}'.");
            if (target is not null && path != StandardInput && RealPath(path).Equals(RealPath(target), SameName))
                throw new WrongUseException($"'{path}' can't be input and output.");
        }
    }

    private static string RealPath(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);

    private static IEnumerable<EvtxInput> Open(string path) =>
        path == StandardInput ? EvtxInput.Open(path, Console.OpenStandardInput()) : EvtxInput.Open(path);

    /// <summary>Returns true when the whole input was read. One that can't be is named, and the run goes on with the next.</summary>
    private static bool TryRead(EvtxInput input, CommandStreams streams, EvtxProgressLine progress, Func<bool> read)
    {
        try
        {
            if (input.Failure is { } failure)
                throw failure;
            if (input.IsEvtx)
                return read();
            streams.Error.WriteLine($"dwell: {input.Name} is no event log: it does not begin with its signature.");
        }
        catch (EvtxInputException failure)
        {
            progress.Clear();
            streams.Error.WriteLine($"dwell: {input.Name}: {failure.Message}");
        }

        return false;
    }

    /// <summary>Returns true when nothing was lost.</summary>
    private static bool Note(string name, IReadOnlyList<EvtxDiagnostic> diagnostics, CommandStreams streams)
    {
        var losses = diagnostics.Where(item => EvtxDiagnosticCodes.MeansLoss(item.Code)).ToList();
        if (losses.Count > 0)
            streams.Error.WriteLine(Text($"dwell: {name}: {losses.Count} places could not be read, the first at {losses[0].Offset}: {losses[0].Sentence} ('dwell evtx stats' lists them.)"));
        return losses.Count == 0;
    }

    private static void WriteText(string name, EvtxStatistics statistics, CommandStreams streams)
    {
        var output = streams.Out;
        output.WriteLine(name);
        output.WriteLine(Text($"  {statistics.Chunks} chunks, {statistics.Live} records, {statistics.Recovered} recovered, {statistics.Partial} read in part"));
        if (statistics is { FirstWritten: { } first, LastWritten: { } last })
            output.WriteLine($"  {TimeText(first)} to {TimeText(last)}");
        foreach (var item in statistics.Events)
            output.WriteLine(Text($"  {item.Count,9} {item.EventId,6}  {Plain(item.Provider)}  {Plain(item.Channel)}"));
        if (statistics.Others > 0)
            output.WriteLine(Text($"  {statistics.Others,9} of other events, which are too many to be named"));
        foreach (var item in statistics.Diagnostics)
            output.WriteLine(Text($"  {item.Code} at {item.Offset}: {item.Sentence}"));
    }

    private static void WriteJson(string name, EvtxStatistics statistics, CommandStreams streams)
    {
        using (var writer = new Utf8JsonWriter(streams.StandardOut))
        {
            writer.WriteStartObject();
            writer.WriteString("file", name);
            writer.WriteNumber("chunks", statistics.Chunks);
            writer.WriteNumber("records", statistics.Live);
            writer.WriteNumber("recovered", statistics.Recovered);
            writer.WriteNumber("partial", statistics.Partial);
            writer.WriteString("first", statistics.FirstWritten is { } first ? TimeText(first) : null);
            writer.WriteString("last", statistics.LastWritten is { } last ? TimeText(last) : null);
            writer.WriteStartArray("events");
            foreach (var item in statistics.Events)
            {
                writer.WriteStartObject();
                writer.WriteString("channel", item.Channel);
                writer.WriteString("provider", item.Provider);
                writer.WriteString("eventId", item.EventId);
                writer.WriteNumber("count", item.Count);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNumber("others", statistics.Others);
            writer.WriteStartArray("diagnostics");
            foreach (var item in statistics.Diagnostics)
            {
                writer.WriteStartObject();
                writer.WriteString("code", item.Code);
                writer.WriteNumber("offset", item.Offset);
                writer.WriteString("sentence", item.Sentence);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        streams.StandardOut.WriteByte((byte)'\n');
    }

    private static string TimeText(long fileTime) => fileTime >= 0 && fileTime <= FileTimes.Most
        ? new DateTime(fileTime + FileTimes.EpochTicks).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)
        : "undated";

    /// <summary>Names come from the evidence; a terminal must not take orders from them.</summary>
    private static string Plain(string text) =>
        string.Create(text.Length, text, static (plain, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                plain[i] = char.IsControl(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.Format ? '\uFFFD' : text[i];
        });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
