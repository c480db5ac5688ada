using System.Text;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers;
using Dwell.Readers.Logs;

namespace Dwell.Tests;

public sealed class LineReadingTests
{
    private static readonly TextFormat Text = new();

    [Fact]
    public void Lines_are_records_with_their_places()
    {
        var found = new List<(string, RecordRef)>();

        var odd = Given.Read(Text, Given.File("one\r\n\n\ntwo\nthree"), record => found.Add((record["message"]!, record.Ref)));

        Assert.Equal([("one", new RecordRef(0, 0, 3)), ("two", new RecordRef(0, 7, 3)), ("three", new RecordRef(0, 11, 5))], found);
        Assert.Empty(odd);
    }

    [Fact]
    public void Blocks_of_any_size_give_the_same_lines()
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 3000).Select(i => new string((char)('a' + i % 26), random.Next(0, 400))).ToList();
        var file = Given.File(string.Join('\n', lines));
        var expected = lines.Where(line => line.Length > 0).ToList();

        foreach (var size in new[] { 1, 7, 64, 1000, 65_536 })
        {
            var found = new List<string>();
            Given.Read(new Sized(size), file, record => found.Add(record["message"]!));
            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_is_read_and_cited_where_it_lies(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        // U+0A00 and U+000A hold the byte of a line end in either half.
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes("первая\r\n\u0A00x\u010A\nlast")).ToArray();
        var found = new List<(string, string)>();

        Given.Read(new Sized(8), Given.File(bytes), record =>
            found.Add((record["message"]!, encoding.GetString(bytes, (int)record.Ref.Offset, record.Ref.Length))));

        Assert.Equal([("первая", "первая"), ("\u0A00x\u010A", "\u0A00x\u010A"), ("last", "last")], found);
    }

    [Fact]
    public void A_line_beyond_the_limit_is_left_out_and_said_and_the_next_is_read()
    {
        var bytes = new byte[LineCutter.MaxLineBytes + 5000];
        Array.Fill(bytes, (byte)'x');
        "first\n"u8.CopyTo(bytes);
        "\nlast\n"u8.CopyTo(bytes.AsSpan(bytes.Length - 6));
        var found = new List<string>();

        var odd = Given.Read(Text, Given.File(bytes), record => found.Add(record["message"]!));

        Assert.Equal(["first", "last"], found);
        var said = Assert.Single(odd);
        Assert.Equal(("line-too-long", 6L, true), (said.Code, said.Offset, said.IsLoss));
    }

    [Fact]
    public void A_gigabyte_without_a_line_end_is_not_held_in_memory()
    {
        var before = GC.GetTotalAllocatedBytes();
        var found = new List<string>();

        var odd = Given.Read(Text, Given.File([]) with { Bytes = new Endless(1L << 30) }, record => found.Add(record["message"]!));

        Assert.Equal(["last"], found);
        Assert.Equal("line-too-long", Assert.Single(odd).Code);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 200L << 20);
    }

    [Fact]
    public void A_hole_of_NUL_is_passed_over_and_said_and_what_is_behind_it_read()
    {
        byte[] bytes = [.. new byte[70_000], .. "first\nsec\0ond\n"u8, .. new byte[500], .. "third\n"u8];

        foreach (var size in new[] { 16, 100, 1 << 20 })
        {
            var found = new List<(string, long)>();
            var odd = Given.Read(new Sized(size), Given.File(bytes), record => found.Add((record["message"]!, record.Ref.Offset)));
            Assert.Equal([("first", 70_000L), ("sec\0ond", 70_006L), ("third", 70_514L)], found);
            Assert.Contains(odd, said => said is { Code: "nul-bytes", Offset: 0 });
            Assert.Contains(odd, said => said is { Code: "nul-bytes", Offset: 70_014 });
        }
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_read_as_replacement_characters_and_NUL_as_itself()
    {
        var found = new List<string>();

        Given.Read(Text, Given.File([(byte)'a', 0xFF, (byte)'b', 0, (byte)'c', (byte)'\n']), record => found.Add(record["message"]!));

        Assert.Equal(["a\uFFFDb\0c"], found);
    }

    [Fact]
    public void A_line_reads_the_same_from_its_cited_bytes_alone_and_knows_its_number()
    {
        var file = Given.File("one\n\nthree\n");
        var formats = new LogFormats();
        var pieces = new LogCitedPieces(formats);
        var read = new List<string>();

        Given.Read(Text, file, record =>
        {
            var cited = pieces.PiecesOf(file.Item, file.Bytes, record.Ref);
            Assert.True(CitedLogRecord.TryRead(formats, file.Item, file.Bytes, cited, again => read.Add($"{cited[0].Line} {again["message"]}")));
        });

        Assert.Equal(["1 one", "3 three"], read);
        Assert.False(CitedLogRecord.TryRead(formats, file.Item, file.Bytes, [new LocatorPiece(8, 100)], _ => { }));
    }

    // 'x' without end, then one line.
    private sealed class Endless(long length) : EvidenceBytes
    {
        public override long Length => length;

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            var read = (int)Math.Clamp(length - offset, 0, buffer.Length);
            buffer[..read].Fill((byte)'x');
            var end = "\nlast\n"u8;
            for (var i = 0; i < end.Length; i++)
            {
                var at = length - end.Length + i - offset;
                if (at >= 0 && at < read)
                    buffer[(int)at] = end[i];
            }

            return read;
        }
    }

    private sealed class Sized(int blockBytes) : LogFormat
    {
        public override string Name => "text";

        public override string Title => "text";

        public override bool Recognizes(in LogHead head) => head.Content == EvidenceFormat.Text;

        public override LogCutter Open(LogFile file) => new LineCutter(file, blockBytes);

        public override LogBlockReader CreateReader(ReaderTools tools) => Text.CreateReader(tools);
    }
}
