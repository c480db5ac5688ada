using System.Text;
using System.Xml.Linq;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Templates;

namespace Dwell.Simulator.Tests.Evtx;

/// <summary>Dwell's own reader.</summary>
internal static class OwnReader
{
    private const int ChunkBytes = 65536;

    /// <summary>All events as XML; fails the test on any remark of the reader.</summary>
    public static IReadOnlyList<XElement> Read(byte[] file)
    {
        using var reader = new EvtxFileReader(new MemoryStream(file));
        using var output = new Utf8Output();
        var chunk = new EvtxChunkReader(new EvtxTemplateCache());
        var events = new List<XElement>();
        var buffer = new byte[ChunkBytes];
        int length;
        while ((length = reader.ReadChunk(buffer, out var place)) > 0)
        {
            chunk.Open(buffer.AsMemory(0, length), place);
            while (chunk.MoveNext())
            {
                output.Truncate(0);
                Assert.True(EvtxXml.TryAppend(chunk.Record, output));
                Assert.False(chunk.Record.Recovered);
                events.Add(XElement.Parse(Encoding.UTF8.GetString(output.Written)));
            }

            Assert.Empty(chunk.Diagnostics.Select(remark => remark.Sentence));
        }

        Assert.Empty(reader.Diagnostics.Select(remark => remark.Sentence));
        return events;
    }
}
