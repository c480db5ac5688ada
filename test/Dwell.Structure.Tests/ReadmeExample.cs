using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Templates;
using Dwell.Tests;

namespace Dwell.Structure.Tests;

/// <summary>The README's code, run on the bundled sample.</summary>
public sealed class ReadmeExample
{
    [Fact]
    public void Counts_the_records_of_a_log()
    {
        var path = Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "lab"), "*.evtx", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).First();
        Assert.NotEqual(0, Count(path));
    }

    private static int Count(string path)
    {
        using var file = EvtxFileReader.Open(path);
        var records = new EvtxChunkReader(new EvtxTemplateCache());
        var buffer = new byte[EvtxChunkHeader.ChunkBytes];
        var count = 0;
        while (file.ReadChunk(buffer, out var place) is var length and > 0)
        {
            records.Open(buffer.AsMemory(0, length), place);
            while (records.MoveNext())
                count++;   // records.Record: its id, its time, its fields over raw bytes
        }

        return count;
    }
}
