using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Templates;
using Dwell.Model.Records;
using Dwell.Readers.Windows;

namespace Dwell.Sigma.Tests.Corpus;

/// <summary>Walks the records of EVTX files.</summary>
internal static class EventLogs
{
    /// <summary>Calls <paramref name="use"/> with each record, which is valid inside the call only; gives their number.</summary>
    public static int ForEach(string path, Action<LogRecord> use)
    {
        var count = 0;
        var reader = new EvtxLogReader(new ShapeTable(), new EvtxTemplateCache());
        using var file = EvtxFileReader.Open(path);
        var buffer = new byte[EvtxChunkHeader.ChunkBytes];
        for (var length = file.ReadChunk(buffer, out var place); length > 0; length = file.ReadChunk(buffer, out place))
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
