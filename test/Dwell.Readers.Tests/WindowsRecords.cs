using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Templates;
using Dwell.Model.Records;
using Dwell.Readers.Windows;

namespace Dwell.Tests;

/// <summary>Reads files whole, for tests.</summary>
internal static class WindowsRecords
{
    public static int ForEach(string path, Action<EvtxLogRecord> use, ShapeTable? shapes = null)
    {
        var reader = new EvtxLogReader(shapes ?? new ShapeTable(), new EvtxTemplateCache());
        var buffer = new byte[EvtxChunkHeader.ChunkBytes];
        using var file = EvtxFileReader.Open(path);
        var count = 0;
        while (file.ReadChunk(buffer, out var place) is > 0 and var length)
        {
            reader.Open(0, buffer.AsMemory(0, length), place);
            while (reader.MoveNext())
            {
                use(reader.Record);
                count++;
            }
        }

        return count;
    }
}
