using System.Globalization;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Templates;
using Dwell.Simulator.Evtx;

namespace Dwell.Tests;

/// <summary>
/// Allocated bytes are the same on every machine, so they are compared with a kept file (<c>bench/allocations.tsv</c>):
/// name, bytes. Up to 10 % and 256 bytes more is let pass (the runtime's own growth); less is an improvement to write down.
/// </summary>
public sealed class AllocationTests
{
    private static readonly byte[] Chunk = EvtxWriter.ToBytes(MadeEvents.Many(60)).AsSpan(4096, 65536).ToArray();

    [Theory]
    [InlineData("evtx-bind-warm")]
    [InlineData("evtx-json-warm")]
    [InlineData("evtx-xml-warm")]
    [InlineData("evtx-first-chunk")]
    public void Allocates_no_more_than_the_kept_file_says(string name)
    {
        var kept = File.ReadLines(Path.Combine(Repository.Root, "bench", "allocations.tsv"))
            .Select(line => line.Split('\t'))
            .Where(columns => columns[0] == name)
            .Select(columns => long.Parse(columns[1], CultureInfo.InvariantCulture))
            .Single();
        var reader = new EvtxChunkReader(new EvtxTemplateCache());
        using var output = new Utf8Output();

        // Twice before: what is made once is made, and the pools are filled.
        Run(name, ref reader, output);
        Assert.Equal(60, Run(name, ref reader, output));
        Assert.Empty(reader.Diagnostics);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(name, ref reader, output);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= (kept * 1.1) + 256, $"{name}: {allocated} bytes, the kept file says {kept}");
    }

    private static int Run(string name, ref EvtxChunkReader reader, Utf8Output output)
    {
        if (name == "evtx-first-chunk")
            reader = new EvtxChunkReader(new EvtxTemplateCache());
        output.Truncate(0);
        reader.Open(Chunk, new EvtxChunkPlace(0, EvtxFileHeader.HeaderBytes));
        var records = 0;
        while (reader.MoveNext())
        {
            records++;
            if (name == "evtx-json-warm")
                EvtxJson.TryAppend(reader.Record, output);
            else if (name == "evtx-xml-warm")
                EvtxXml.TryAppend(reader.Record, output);
        }

        return records;
    }
}
