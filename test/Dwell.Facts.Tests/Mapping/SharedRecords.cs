using System.IO.Compression;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Templates;
using Dwell.Model.Records;
using Dwell.Readers.Windows;
using Dwell.Tests;

namespace Dwell.Facts.Tests.Mapping;

/// <summary>Records of the shared event logs.</summary>
internal static class SharedRecords
{
    private static readonly ShapeTable Shapes = new();

    public static IEnumerable<string> AttackSamples =>
        Directory.EnumerateFiles(SharedData.PathOf("evtx-attack-samples"), "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static void ForEach(string path, Action<LogRecord> use)
    {
        using var file = EvtxFileReader.Open(path);
        ForEach(file, use);
    }

    /// <summary>Every event log inside a zip.</summary>
    public static void ForEachInZip(string path, Action<LogRecord> use)
    {
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".evtx", StringComparison.OrdinalIgnoreCase)))
        {
            var copy = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(copy);
            copy.Position = 0;
            using var file = new EvtxFileReader(copy);
            ForEach(file, use);
        }
    }

    private static void ForEach(EvtxFileReader file, Action<LogRecord> use)
    {
        var reader = new EvtxLogReader(Shapes, new EvtxTemplateCache());
        var buffer = new byte[EvtxChunkHeader.ChunkBytes];
        while (file.ReadChunk(buffer, out var place) is > 0 and var length)
        {
            reader.Open(0, buffer.AsMemory(0, length), place);
            while (reader.MoveNext())
                use(reader.Record);
        }
    }
}
