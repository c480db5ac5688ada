using System.Text;
using Dwell.Model.Evidence;
using Dwell.Model.Time;
using Dwell.Readers;
using Dwell.Readers.Logs;
using Dwell.Readers.Zeek;

namespace Dwell.Tests;

public sealed class ZeekTsvTests
{
    private const string Dns = """
        #separator \x09
        #set_separator	,
        #empty_field	(empty)
        #unset_field	-
        #path	dns
        #open	2024-04-12-19-29-12
        #fields	ts	uid	id.orig_h	query	AA	rtt	answers	TTLs
        #types	time	string	addr	string	bool	interval	vector[string]	vector[interval]

        """;

    private static readonly ZeekTsvFormat Format = new();

    [Fact]
    public void Values_have_their_names_and_what_is_not_set_is_absent()
    {
        var (rows, odd) = Read(Dns + "1521911720.865716\tCqKst5\t10.47.1.100\tise.example\tF\t0.000870\ta.example,192.0.2.16\t2230.000000,0.500000\n"
            + "1521911721.000000\tCqKst6\t10.47.1.101\t-\tT\t-\t(empty)\t-\n#close\t2024-04-12-20-00-00\n");

        Assert.Equal(
            "zeek/dns: ts=1521911720.865716 uid=CqKst5 id.orig_h=10.47.1.100 query=ise.example AA=false rtt=0.00087 answers=a.example "
            + "answers=192.0.2.16 TTLs=2230 TTLs=0.5",
            rows[0]);
        Assert.Equal("zeek/dns: ts=1521911721 uid=CqKst6 id.orig_h=10.47.1.101 AA=true answers=(null)", rows[1]);
        Assert.Empty(odd);
    }

    [Fact]
    public void Times_are_exact()
    {
        var times = new List<UtcInstant?>();
        Given.Read(Format, Given.File(Dns + "1521911720.865716\tC1\t10.0.0.1\tq\tF\t-\t-\t-\n-\tC2\t10.0.0.1\tq\tF\t-\t-\t-\n147.026993\tC3\t10.0.0.1\tq\tF\t-\t-\t-\n"), record => times.Add(record.Time));

        Assert.Equal("2018-03-24T17:15:20.865716Z", times[0].ToString());
        Assert.Null(times[1]);
        Assert.Equal(TimeTrust.Doubtful, times[2]!.Value.Trust);
    }

    [Theory]
    [InlineData(@"a\x0ab", "a\nb")]
    [InlineData(@"a\\x0ab", @"a\x0ab")]
    [InlineData(@"\\\\srv\\C$", @"\\srv\C$")]
    [InlineData(@"\x2d", "-")]
    [InlineData(@"caf\xc3\xa9", "café")]
    [InlineData(@"\x00\xff", @"\x00\xff")]
    [InlineData(@"\xZZ\x1", @"\xZZ\x1")]
    [InlineData("(empty)", "")]
    public void Escapes_become_the_text_that_Zeeks_JSON_has(string written, string expected)
    {
        var found = new List<string?>();
        Given.Read(Format, Given.File(Dns + $"1521911720.865716\tC1\t10.0.0.1\t{written}\tF\t-\t-\t-\n"), record => found.Add(record["query"]));

        Assert.Equal([expected], found);
    }

    [Fact]
    public void Elements_of_a_set_keep_the_separators_that_were_escaped()
    {
        var (rows, _) = Read(Dns + @"1521911720.865716	C1	10.0.0.1	q	F	-	a\x2cb,-,(empty),c	-" + "\n");

        Assert.EndsWith("answers=a,b answers=(null) answers= answers=c", rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Separators_are_those_that_the_header_names()
    {
        var (rows, odd) = Read("#separator \\x7c\n#set_separator|;\n#empty_field|EMPTY\n#unset_field|NULL\n#path|x\n#fields|ts|uid|tags\n#types|time|string|set[string]\n"
            + "1521911720.5|C1|a;b\n1521911720.5|C2|EMPTY\n1521911720.5|C3|NULL\n");

        Assert.Equal(
            ["zeek/x: ts=1521911720.5 uid=C1 tags=a tags=b", "zeek/x: ts=1521911720.5 uid=C2 tags=(null)", "zeek/x: ts=1521911720.5 uid=C3"], rows);
        Assert.Empty(odd);
    }

    [Fact]
    public void Several_logs_one_behind_another_are_read_each_by_its_header()
    {
        var (rows, odd) = Read(Dns + "1.5\tC1\t10.0.0.1\tq\tF\t-\t-\t-\n#close\tx\n"
            + "#separator \\x09\n#path\tweird\n#fields\tts\tname\n#types\ttime\tstring\n2.5\todd\n"
            + "#fields\tts\tname\tpeer\n3.5\todd\tp1\n");

        Assert.Equal(["zeek/dns: ts=1.5 uid=C1 id.orig_h=10.0.0.1 query=q AA=false", "zeek/weird: ts=2.5 name=odd", "zeek/weird: ts=3.5 name=odd peer=p1"], rows);
        Assert.Empty(odd);
    }

    [Fact]
    public void A_row_that_is_cut_short_or_has_too_much_is_kept_as_text_and_said()
    {
        var (rows, odd) = Read(Dns + "1.5\tC1\t10.0.0.1\tq\tF\t-\t-\t-\t\n1.5\tC2\t10.0.0.1\tq\tF\t-\t-\t-\tmore\n1.5\tC3\t10.0");

        Assert.Equal(["zeek/dns: ts=1.5 uid=C1 id.orig_h=10.0.0.1 query=q AA=false", "text/line: message=1.5\tC2\t10.0.0.1\tq\tF\t-\t-\t-\tmore", "text/line: message=1.5\tC3\t10.0"], rows);
        var said = Assert.Single(odd);
        Assert.Equal(("line-unread", true), (said.Code, said.IsLoss));
        Assert.Contains("2 lines", said.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_lost_their_header_are_read_where_their_columns_show_which_log_it_is()
    {
        const string row = "1517336042.090842\tCi85EB2YjUI9a2eql6\t10.55.182.100\t14291\t203.0.113.5\t80\ttcp\t-\t3.000158\t0\t0\tS0\tT\tT\t0\tS\t2\t104\t0\t0\t(empty)\n";
        var (rows, odd) = Read(row + row.Replace("tcp\t-", "udp\tdns", StringComparison.Ordinal) + "1517336042.090842\tCi85EB2Yj");

        Assert.StartsWith("zeek/conn: ts=1517336042.090842 uid=Ci85EB2YjUI9a2eql6 id.orig_h=10.55.182.100 id.orig_p=14291 ", rows[0], StringComparison.Ordinal);
        Assert.Contains(" service=dns duration=3.000158 orig_bytes=0 ", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("text/line: ", rows[2], StringComparison.Ordinal);
        Assert.Single(odd);
        Assert.IsNotType<ZeekTsvFormat>(FormatOf("a\tb\tc\n1517336042.090842\tCi85EB2YjUI9a2eql6\n"));
    }

    [Fact]
    public void Blocks_of_any_size_give_the_same_rows_and_the_header_of_each()
    {
        var random = new Random(11);
        var text = new StringBuilder();
        for (var part = 0; part < 4; part++)
        {
            text.Append(part % 2 == 0 ? Dns : Dns.Replace("rtt", "took", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));
            for (var i = 0; i < 200; i++)
                text.Append(FormattableString.Invariant($"{1521911720 + i}.{random.Next(100_000, 999_999)}\tC{i}\t10.0.0.{i}\t{new string('q', random.Next(1, 60))}\tT\t0.{random.Next(1, 9)}00000\ta\\x2c{i},b\t-\n"));
        }

        var file = Given.File(text.ToString());
        var expected = ReadAll(Format, file);
        Assert.Equal(800, expected.Count);
        foreach (var size in new[] { 300, 1000, 4096, 65_536 })
            Assert.Equal(expected, ReadAll(new ZeekTsvFormat(size), file));
    }

    [Fact]
    public void A_record_reads_the_same_from_the_bytes_that_its_citation_names()
    {
        var text = Dns + "1.5\tC1\t10.0.0.1\tq\\x0a\tF\t-\ta,b\t-\n" + "#separator \\x7c\n#path|weird\n#open|x\n#fields|ts|name\n#types|time|string\n2.5|" + new string('o', 80) + "\n"
            + "#types|time|set[string]\n3.5|a,b\n";
        foreach (var file in new[] { Given.File(text), Given.File(Wide(text)) })
        {
            var formats = new LogFormats();
            var cited = new LogCitedPieces(formats);
            var records = new List<(string Text, RecordRef Ref)>();
            Given.Read(Format, file, record => records.Add((Show(record), record.Ref)));
            Assert.Equal(3, records.Count);

            foreach (var (shown, place) in records)
            {
                var pieces = cited.PiecesOf(file.Item, file.Bytes, place);
                var again = "";
                Assert.True(CitedLogRecord.TryRead(formats, file.Item, file.Bytes, pieces, record => again = Show(record)));
                Assert.Equal(shown, again);
            }

            Assert.Equal(2, cited.PiecesOf(file.Item, file.Bytes, records[0].Ref).Length);
            Assert.Equal(3, cited.PiecesOf(file.Item, file.Bytes, records[2].Ref).Length);
        }
    }

    [Fact]
    public void Blanks_before_the_first_line_and_a_separator_written_as_backslash_t_do_no_harm()
    {
        Assert.Equal("zeek/dns: ts=1.5 uid=C1 id.orig_h=10.0.0.1 query=q AA=false", Read("\t" + Dns + "1.5\tC1\t10.0.0.1\tq\tF\t-\t-\t-\n").Rows[0]);
        Assert.Equal("zeek/x: ts=1.5 uid=C1", Read("#separator \\t\n#path\tx\n#fields\tts\tuid\n#types\ttime\tstring\n1.5\tC1\n").Rows[0]);
    }

    [Fact]
    public void Thousands_of_damaged_files_end_without_a_crash()
    {
        var random = new Random(20_260_101);
        var sound = Encoding.UTF8.GetBytes(
            Dns + string.Concat(Enumerable.Repeat("1521911720.865716\tCqKst5\t10.47.1.100\tise\\x2e\\\\\tF\t0.000870\ta,\\xff,b\t2230.000000\n", 5))
            + "#separator \\x7c\n#path|weird\n#fields|ts|name\n#types|time|set[double]\n2.5|1.50,2\n");
        for (var round = 0; round < 3000; round++)
        {
            var bytes = sound.ToArray();
            for (var i = random.Next(1, 8); i > 0; i--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)"#\t\n\\x-|,.0"[random.Next(10)] : (byte)random.Next(256);
            var file = Given.File(bytes[..random.Next(bytes.Length)]);
            var lines = 0;

            var odd = Given.Read(new ZeekTsvFormat(random.Next(64, 2000)), file, record =>
            {
                lines++;
                Assert.NotNull(Show(record));
            });

            Assert.True(lines <= 20 && odd.Count <= 40, $"round {round}: {lines} records, {odd.Count} diagnostics");
        }
    }

    [Fact]
    public void Too_many_columns_make_no_log()
    {
        var header = "#separator \\x09\n#path\tx\n#fields" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"\tf{i}")) + "\n";
        var (rows, odd) = Read(header + "1\t2\t3\n");

        Assert.Equal(["text/line: message=1\t2\t3"], rows);
        Assert.Single(odd);
    }

    private static byte[] Wide(string text) => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)];

    private static LogFormat? FormatOf(string text)
    {
        var file = Given.File(text);
        return new LogFormats().Of(LogHead.Read(file.Item, file.Bytes));
    }

    private static (List<string> Rows, List<Diagnostic> Odd) Read(string text)
    {
        Assert.IsType<ZeekTsvFormat>(FormatOf(text));
        var rows = new List<string>();
        var odd = Given.Read(Format, Given.File(text), record => rows.Add(Show(record)));
        return (rows, odd);
    }

    private static List<string> ReadAll(LogFormat format, LogFile file)
    {
        var rows = new List<string>();
        Given.Read(format, file, record => rows.Add(FormattableString.Invariant($"{record.Ref} {Show(record)}")));
        return rows;
    }

    private static string Show(Dwell.Model.Records.LogRecord record) => $"{record.Shape.Source}: {string.Join(' ', Given.Fields(record))}";
}
