using System.Text;
using Dwell.Evtx;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Files;
using Dwell.Evtx.Records;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Templates;

namespace Dwell.Tests;

/// <summary>Reads files whole, for tests.</summary>
internal static class EvtxFiles
{
    public static EvtxFileSummary ReadFile(string path, Action<EvtxRecord>? use = null, EvtxReadOptions? options = null)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, use, options);
    }

    public static EvtxFileSummary Read(Stream stream, Action<EvtxRecord>? use = null, EvtxReadOptions? options = null)
    {
        using var file = new EvtxFileReader(stream, options);
        var reader = new EvtxChunkReader(new EvtxTemplateCache(), options);
        var buffer = new byte[EvtxChunkHeader.ChunkBytes];
        var summary = new EvtxFileSummary();
        while (file.ReadChunk(buffer, out var place) is > 0 and var length)
        {
            reader.Open(buffer.AsMemory(0, length), place);
            while (reader.MoveNext())
            {
                summary.Partial += reader.Record.Partial ? 1 : 0;
                use?.Invoke(reader.Record);
            }

            summary.Live += reader.LiveCount;
            summary.Recovered += reader.RecoveredCount;
            summary.Diagnostics.AddRange(reader.Diagnostics);
        }

        summary.Diagnostics.AddRange(file.Diagnostics);
        return summary;
    }

    public static string Json(EvtxRecord record)
    {
        using var output = new Utf8Output();
        Assert.True(EvtxJson.TryAppend(record, output));
        return Encoding.UTF8.GetString(output.Written);
    }

    public static string Xml(EvtxRecord record)
    {
        using var output = new Utf8Output();
        Assert.True(EvtxXml.TryAppend(record, output));
        return Encoding.UTF8.GetString(output.Written);
    }

    /// <summary>Every EVTX file of the shared samples, in a fixed order.</summary>
    public static IEnumerable<string> Shared() =>
        Directory.EnumerateFiles(SharedData.Root, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}

internal sealed class EvtxFileSummary
{
    public int Live { get; set; }

    public int Recovered { get; set; }

    public int Partial { get; set; }

    public List<EvtxDiagnostic> Diagnostics { get; } = [];
}
