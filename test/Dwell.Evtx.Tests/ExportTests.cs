using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Dwell.Evtx;
using Dwell.Evtx.Export;
using Dwell.Simulator.Evtx;

namespace Dwell.Tests;

public sealed class ExportTests
{
    private const int Events = 6_000;

    private static readonly byte[] Made = EvtxWriter.ToBytes(MadeEvents.Many(Events));

    [Theory]
    [InlineData(EvtxExportFormat.JsonLines)]
    [InlineData(EvtxExportFormat.Xml)]
    public void Any_number_of_threads_gives_the_same_bytes(EvtxExportFormat format)
    {
        // Large enough for several blocks of 16 chunks.
        Assert.True(Made.Length > 2 * 16 * 65536, $"{Made.Length}");
        var one = Export(Made, new EvtxExportOptions { Format = format, Threads = 1 }, out var first);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            Assert.Equal(one, Export(Made, new EvtxExportOptions { Format = format, Threads = threads }, out var summary));
            Assert.Equal(first with { Diagnostics = [] }, summary with { Diagnostics = [] });
        }

        Assert.Equal(Events, first.Live);
    }

    [Fact]
    public void A_slow_output_does_not_fill_the_memory()
    {
        using var output = new SlowStream();
        var summary = EvtxExport.Run(new MemoryStream(Made), output, new EvtxExportOptions { Threads = 4 });
        Assert.Equal(Events, summary.Live);
    }

    [Fact]
    public void A_failing_output_ends_all_threads_and_is_thrown() =>
        Assert.Throws<IOException>(() => EvtxExport.Run(new MemoryStream(Made), new FullStream(), new EvtxExportOptions { Threads = 4 }));

    [Fact]
    public void Strict_reading_throws_the_first_diagnostic_with_its_place()
    {
        var damaged = (byte[])Made.Clone();
        damaged[4096 + 600] ^= 1;
        var options = new EvtxExportOptions { Threads = 2, Reading = new EvtxReadOptions { Strict = true } };
        var thrown = Assert.Throws<EvtxFormatException>(() => EvtxExport.Run(new MemoryStream(damaged), Stream.Null, options));
        Assert.Equal(0, thrown.Chunk);
        Assert.InRange(thrown.Offset, 4096, 4096 + 65536);
        Assert.NotEmpty(thrown.Code);
    }

    [Fact]
    public void Cancelling_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => EvtxExport.Run(new MemoryStream(Made), Stream.Null, cancellation: cancelled.Token));
    }

    [Fact]
    public void Xml_of_several_files_is_one_document()
    {
        using var output = new MemoryStream();
        EvtxExport.WriteStart(output, EvtxExportFormat.Xml);
        foreach (var count in new[] { 10, 20 })
            EvtxExport.Run(new MemoryStream(EvtxWriter.ToBytes(MadeEvents.Many(count))), output, new EvtxExportOptions { Format = EvtxExportFormat.Xml });
        EvtxExport.WriteEnd(output, EvtxExportFormat.Xml);
        Assert.Equal(30, XDocument.Parse(Encoding.UTF8.GetString(output.ToArray())).Root!.Elements().Count());
    }

    [Fact]
    public void Reads_the_same_from_a_file_gzip_zip_and_a_stream_that_cannot_seek()
    {
        var plain = Export(Made, EvtxExportOptions.Default, out _);
        Assert.Equal(plain, ExportInput(new MemoryStream(Made)));
        Assert.Equal(plain, ExportInput(new BufferedStream(new NoSeekStream(Made))));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Made);
        Assert.Equal(plain, ExportInput(new MemoryStream(packed.ToArray())));
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var note = zip.CreateEntry("readme.txt").Open())
                note.Write("no log"u8);
            using var entry = zip.CreateEntry("logs/a.evtx").Open();
            entry.Write(Made);
        }

        Assert.Equal(plain, ExportInput(new MemoryStream(zipped.ToArray())));
    }

    [Fact]
    public void Statistics_count_events_and_times()
    {
        var statistics = EvtxStatistics.Read(new MemoryStream(EvtxWriter.ToBytes(MadeEvents.Many(9))));
        Assert.Equal(9, statistics.Live);
        Assert.Equal(
            [new EvtxEventCount("Security", "Microsoft-Windows-Security-Auditing", "4688", 6), new EvtxEventCount("System", "Service Control Manager", "7045", 3)],
            statistics.Events.AsEnumerable());
        Assert.Equal(new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc).ToFileTimeUtc(), statistics.FirstWritten);
        Assert.Equal(new DateTime(2026, 3, 1, 8, 0, 8, DateTimeKind.Utc).ToFileTimeUtc(), statistics.LastWritten);
        Assert.Empty(statistics.Diagnostics);
    }

    [Fact]
    public void Statistics_keep_no_stand_ins_for_damaged_templates()
    {
        var whole = EvtxWriter.ToBytes(MadeEvents.Many(300));
        var file = (byte[])whole.Clone();
        ReadOnlySpan<byte> instance = [0x0F, 1, 1, 0, 0x0C, 1];
        for (var at = 0; file.AsSpan(at).IndexOf(instance) is >= 0 and var next; at += next + instance.Length)
            file.AsSpan(at + next + instance.Length + 4, 4).Fill(0xFF);
        var statistics = EvtxStatistics.Read(new MemoryStream(file));
        Assert.True(statistics is { Live: > 100, Partial: > 100 }, "the damage leaves records without their templates");
        Assert.Equal(0, statistics.KeptTemplates);
        Assert.InRange(EvtxStatistics.Read(new MemoryStream(whole)).KeptTemplates, 1, 10);
    }

    [Fact]
    public void Statistics_name_so_many_events_and_count_the_others()
    {
        const int More = 10;
        var made = MadeEvents.Many(1).Single();
        var events = Enumerable.Range(0, EvtxLimits.CountedEvents + More)
            .Select(i => made with { EventId = (ushort)i, RecordId = (ulong)i + 1 });
        var statistics = EvtxStatistics.Read(new MemoryStream(EvtxWriter.ToBytes(events)));
        Assert.Equal(EvtxLimits.CountedEvents, statistics.Events.Length);
        Assert.Equal(More, statistics.Others);
        Assert.Equal(statistics.Live, statistics.Events.Sum(item => item.Count) + statistics.Others);
    }

    private static byte[] Export(byte[] file, EvtxExportOptions options, out EvtxExportSummary summary)
    {
        using var output = new MemoryStream();
        summary = EvtxExport.Run(new MemoryStream(file), output, options);
        return output.ToArray();
    }

    private static byte[] ExportInput(Stream stream)
    {
        using var output = new MemoryStream();
        foreach (var input in EvtxInput.Open("test", stream).Where(input => input.IsEvtx))
            EvtxExport.Run(input.Stream, output);
        return output.ToArray();
    }

    private sealed class NoSeekStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class SlowStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Thread.SpinWait(2_000_000);
        }
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("The disk is full.");
    }
}
