using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers;
using Dwell.Readers.Logs;
using Dwell.Tests;

namespace Dwell.Facts.Tests.Shared;

/// <summary>Records of shared files of any format, unpacked and read as the pipeline does.</summary>
internal static class SharedLogs
{
    private static readonly EvidenceOptions Options =
        new() { Readable = [EvidenceFormat.Evtx, EvidenceFormat.EvtxChunks, EvidenceFormat.Json, EvidenceFormat.Text, EvidenceFormat.Xml] };

    /// <summary>All records below a shared path; a record is valid until the next one.</summary>
    public static List<Diagnostic> ForEach(Action<LogRecord> use, params string[] path)
    {
        using var source = new EvidenceSource(EvidenceManifest.Build([SharedData.PathOf(path)], Options));
        var formats = new LogFormats();
        var tools = new ReaderTools(new ShapeTable());
        var diagnostics = new List<Diagnostic>();
        foreach (var item in source.Manifest.Readable)
        {
            using var bytes = source.Open(item);
            if (formats.Of(LogHead.Read(item, bytes)) is not { } format)
                continue;
            using var cutter = format.Open(new LogFile(item, bytes, LogSurroundings.None));
            var reader = format.CreateReader(tools);
            while (true)
            {
                using var block = new LogBlock(format, item.Number, 0);
                if (!cutter.Next(block))
                    break;
                reader.Open(block);
                while (reader.MoveNext())
                    use(reader.Record);
                diagnostics.AddRange(reader.Diagnostics);
            }

            diagnostics.AddRange(cutter.Diagnostics);
        }

        return diagnostics;
    }
}
