using System.Globalization;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Logs;
using Dwell.Tests;

namespace Dwell.Readers.Tests.HostileInput;

/// <summary>
/// 10,000 seeded mutations over all readers of the catalogue: no exception, no endless work (counted, not timed), no place outside
/// of the file, and of formats that are made of lines, no line lost without a word.
/// </summary>
public sealed class HostileInputTests
{
    private const int Mutations = 10_000;
    private const int Seed = 20261122;

    public static TheoryData<string> Formats => [.. new LogFormats().All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_files_are_read_to_their_end_and_nothing_is_lost_without_a_word(string name)
    {
        var formats = new LogFormats();
        var format = formats.All.Single(item => item.Name == name);
        var sample = HostileSamples.Of(name);
        var rounds = (Mutations / formats.All.Length) + 1;
        var random = new Random(Seed);
        var reader = format.CreateReader(new ReaderTools(new ShapeTable()));
        for (var round = 0; round < rounds; round++)
        {
            var bytes = Mutation.Of(sample, random);
            var at = string.Create(CultureInfo.InvariantCulture, $"{name}, round {round} of seed {Seed}");
            Read(format, reader, bytes, at);
        }
    }

    [Fact]
    public void Every_sample_is_of_its_format()
    {
        var formats = new LogFormats();
        foreach (var format in formats.All.Where(format => HostileSamples.HasOwn(format.Name)))
        {
            var sample = HostileSamples.Of(format.Name);
            var content = format.Name is "json" or "laurel" ? EvidenceFormat.Json : EvidenceFormat.Text;
            Assert.Equal(format.Name, formats.Of(LogHead.Of(sample, isWhole: true, content, "x.log"))?.Name);
        }
    }

    private static void Read(LogFormat format, LogBlockReader reader, byte[] bytes, string at)
    {
        using var held = new Counted(bytes);
        var file = new LogFile(Given.File(bytes).Item, held, LogSurroundings.None);
        var records = new List<RecordRef>();
        var diagnostics = new List<Diagnostic>();
        try
        {
            using var cutter = format.Open(file);
            for (var blocks = 0; ; blocks++)
            {
                using var block = new LogBlock(format, 0, blocks);
                if (!cutter.Next(block))
                    break;
                Assert.True(blocks <= bytes.Length, $"{at}: more blocks than bytes");
                Assert.True(block.Offset >= 0 && block.Offset + block.Length <= bytes.Length, $"{at}: a block outside of the file");
                reader.Open(block);
                while (reader.MoveNext())
                    records.Add(Take(reader.Record, bytes.Length, at));
                Assert.True(records.Count <= bytes.Length + 1, $"{at}: more records than bytes");
                diagnostics.AddRange(reader.Diagnostics);
            }

            diagnostics.AddRange(cutter.Diagnostics);
            Cite(format, reader, file, records, at);
        }
        catch (Exception failed) when (failed is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(at, failed);
        }

        Assert.True(held.BytesRead <= (bytes.Length * (long)(64 + (4 * records.Count))) + (1 << 20), $"{at}: {held.BytesRead} bytes read of {bytes.Length}");
        Assert.All(diagnostics, odd => Assert.True(odd.Offset is null or >= 0 && (odd.Offset ?? 0) <= bytes.Length, $"{at}: a diagnostic outside of the file"));
        if (HostileSamples.HasOwn(format.Name) && diagnostics.Count == 0)
            AssertNoLineLost(format, file, bytes, records, at);
    }

    private static RecordRef Take(LogRecord record, int length, string at)
    {
        var place = record.Ref;
        Assert.True(place.Offset >= 0 && place.Length >= 0 && place.Offset <= length - place.Length, $"{at}: a record outside of the file");
        for (var slot = 0; slot < record.Shape.Fields.Length; slot++)
        {
            for (var index = Math.Min(record.CountAt(slot), 3) - 1; index >= 0; index--)
                record.Read(slot, index, out _);
            record.TryReadUtf8(slot, out _);
        }

        return place;
    }

    // The first and the last record are cited and read again from what is cited.
    private static void Cite(LogFormat format, LogBlockReader reader, LogFile file, List<RecordRef> records, string at)
    {
        var pieces = format.CiteFrom(file);
        foreach (var record in records.Count > 1 ? [records[0], records[^1]] : records)
        {
            var cited = pieces.Of(record);
            Assert.NotEmpty(cited);
            Assert.All(cited, piece => Assert.True(piece.Offset >= 0 && piece.Offset <= file.Bytes.Length - piece.Length, $"{at}: a citation outside of the file"));
            using var block = format.BlockOf(file, cited);
            if (block is null)
                continue;
            reader.Open(block);
            if (reader.MoveNext())
                Take(reader.Record, (int)file.Bytes.Length, at);
        }
    }

    private static bool IsKeyToColumns(ReadOnlySpan<byte> line) =>
        line[0] is (byte)' ' or (byte)'\t' || line.StartsWith("DNS Server log"u8) || line.StartsWith("Log file wrap"u8)
        || line.StartsWith("Message logging key"u8) || line.StartsWith("Note:"u8);

    // Without any diagnostic, each line with something in it is a record, a part of one, a comment, or the header above all records.
    private static void AssertNoLineLost(LogFormat format, LogFile file, byte[] bytes, List<RecordRef> records, string at)
    {
        var covered = new bool[bytes.Length];
        var pieces = format.CiteFrom(file);
        foreach (var record in records)
        {
            foreach (var piece in pieces.Of(record))
                covered.AsSpan((int)piece.Offset, piece.Length).Fill(true);
        }

        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var line = bytes.AsSpan(start, length < 0 ? bytes.Length - start : length);
            // Text above the first row is not told from a damaged first row.
            var isAbove = format.Name is "headerless" && (records.Count == 0 || start < records[0].Offset);
            var isSaid = isAbove || line.Trim(" \t\r\0,;\uFEFF"u8).IsEmpty || line.TrimStart("\uFEFF"u8).StartsWith("#"u8)
                || covered.AsSpan(start, line.Length).Contains(true) || IsSurrounding(format, line)
                || (format.Name == "windows-dns-debug" && IsKeyToColumns(line));
            Assert.True(isSaid, $"{at}: a line is lost: {System.Text.Encoding.UTF8.GetString(line)}");
            start += line.Length + 1;
        }
    }

    // Header lines of CSV; the brackets around records of JSON; marks that stand for other records.
    private static bool IsSurrounding(LogFormat format, ReadOnlySpan<byte> line) => format.Name switch
    {
        "csv" => line.IndexOf("client-ip"u8) >= 0 || line.IndexOf("date-time"u8) >= 0,
        "json" => line.Trim("[]{}, \t\r"u8).IsEmpty,
        "syslog" => line.IndexOf("repeated"u8) >= 0,
        _ => false,
    };

    private sealed class Counted(byte[] bytes) : EvidenceBytes
    {
        public long BytesRead { get; private set; }

        public override long Length => bytes.Length;

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            var length = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
            if (length > 0)
                bytes.AsSpan((int)offset, length).CopyTo(buffer);
            BytesRead += length;
            return length;
        }
    }
}
