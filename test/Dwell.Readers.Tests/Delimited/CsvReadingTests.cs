using System.Text;
using Dwell.Content.Store;
using Dwell.Readers.Delimited;
using Dwell.Readers.Logs;

namespace Dwell.Tests.Delimited;

public sealed class CsvReadingTests
{
    private static readonly DelimitedKnowledge Knowledge = new(ContentStore.Embedded);

    [Fact]
    public void A_table_that_no_profile_knows_keeps_the_names_of_its_columns_and_its_time()
    {
        Assert.Equal(
        [
            "csv/record 2022-01-15T02:32:32Z time=1642213952 | name=a, \"b\" | host=mail",
            "csv/record 2022-01-15T02:32:37Z time=1642213957 | name=two\r\nlines | host=db",
            "csv/record undated name=x",
        ],
        CsvText.Read("time,name,host\r\n1642213952,\"a, \"\"b\"\"\",mail\r\n1642213957,\"two\r\nlines\",db\r\n,x\r\n"));
    }

    [Fact]
    public void An_audit_export_gives_the_records_of_its_AuditData()
    {
        var read = CsvText.Read(
            "RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n"
            + "1,3/5/2024 9:10:11 AM,2,MailItemsAccessed,a@x.example,\"{\"\"CreationTime\"\":\"\"2024-03-05T09:10:11\"\",\"\"Id\"\":\"\"i-1\"\",\"\"Operation\"\":\"\"MailItemsAccessed\"\",\"\"Workload\"\":\"\"Exchange\"\",\"\"UserId\"\":\"\"a@x.example\"\"}\"\n"
            + "2,3/5/2024 9:10:12 AM,2,Send,a@x.example,\n");

        Assert.Equal("m365/audit 2024-03-05T09:10:11Z CreationTime=2024-03-05T09:10:11 | Id=i-1 | Operation=MailItemsAccessed | Workload=Exchange | UserId=a@x.example", read[0]);
        Assert.StartsWith("m365/audit-row 2024-03-05T09:10:12Z RecordId=2 |", read[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    [InlineData(",")]
    public void Separators_are_told_apart(string separator)
    {
        var text = string.Join('\n', new[] { "alpha,beta,gamma", "1,2,3", "4,5,6" }).Replace(",", separator, StringComparison.Ordinal);

        Assert.Equal(["csv/record undated alpha=1 | beta=2 | gamma=3", "csv/record undated alpha=4 | beta=5 | gamma=6"], CsvText.Read(text));
    }

    [Fact]
    public void Comments_hints_empty_lines_and_repeated_headers_are_no_records()
    {
        Assert.Equal(
            ["csv/record undated a1=1 | b1=2 | c1=3", "csv/record undated a1=4 | b1=5 | c1=6"],
            CsvText.Read("#TYPE System.Object\nsep=;\n\n\"a1\";\"b1\";\"c1\"\n1;2;3\n\n# a remark\na1;b1;c1\n4;5;6\n"));
    }

    [Fact]
    public void Values_beyond_the_last_column_are_kept_under_a_name_of_their_own()
    {
        Assert.Equal(
            "csv/record undated a1=1 | b1=2 | c1=3 | (more)=4",
            CsvText.Read("a1,b1,c1\n1,2,3\n1,2,3,4\n1,2\n")[1]);
    }

    [Fact]
    public void Quotes_may_be_escaped_by_backslashes()
    {
        Assert.Equal(
            "csv/record undated a1=1 | json={\"k\":\"v\",\"p\":\"c:\\d\"} | c1=3",
            CsvText.Read("a1,json,c1\n1,\"{\\\"k\\\":\\\"v\\\",\\\"p\\\":\\\"c:\\\\d\\\"}\",3\n")[0]);
    }

    [Fact]
    public void A_path_that_ends_in_a_backslash_is_no_escape()
    {
        Assert.Equal("csv/record undated a1=1 | path=c:\\d\\ | c1=3", CsvText.Read("a1,path,c1\n1,\"c:\\d\\\",3\n")[0]);
    }

    [Fact]
    public void A_quote_that_does_not_close_costs_its_line_and_is_said()
    {
        var read = CsvText.Read("a1,b1,c1\n1,\"open,3\n4,5,6\n7,\"8\",9\n");

        Assert.Equal(
        [
            "csv/record undated a1=1 | b1=\"open | c1=3",
            "csv/record undated a1=4 | b1=5 | c1=6",
            "csv/record undated a1=7 | b1=8 | c1=9",
            "! row-open-quote",
        ],
        read);
    }

    [Fact]
    public void An_open_quote_swallows_no_more_than_its_limit()
    {
        var text = new StringBuilder("a1,b1,c1\n0,0,0\n1,\"open,3\n");
        var rows = CsvFormat.MaxQuotedBytes / 6 + 10_000;
        for (var i = 0; i < rows; i++)
            text.Append("4,5,6\n");
        var count = 0;

        var odd = Given.Read(new CsvFormat(Knowledge), Given.File(text.ToString()), _ => count++);

        Assert.Equal(rows + 2, count);
        Assert.Contains(odd, item => item is { Code: "row-open-quote", IsLoss: true, Offset: 15 });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_is_read_and_cited_where_it_lies(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var text = "имя,b1,c1\n\"значение \n два\",2,3\nx,\uFFFDy,z\n";

        Assert.Equal(
            ["csv/record undated имя=значение \n два | b1=2 | c1=3", "csv/record undated имя=x | b1=\uFFFDy | c1=z"],
            CsvText.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));
    }

    [Theory]
    [InlineData("Jan  3 10:00:00 host sshd[1]: Failed, password, for\nJan  3 10:00:01 host sshd[1]: x\n")]
    [InlineData("Some prose, with commas, in it.\nAnd another line.\nAnd, more.\n")]
    [InlineData("1,2,3\n4,5,6\n")]
    [InlineData("10.0.0.1,b,c\n10.0.0.2,b,c\n")]
    [InlineData("one column\nvalue\n")]
    public void Other_text_is_no_table(string text)
    {
        var file = Given.File(text);

        Assert.False(new CsvFormat(Knowledge).Recognizes(LogHead.Read(file.Item, file.Bytes)));
    }

    [Fact]
    public void Tables_written_by_a_plain_writer_read_back_for_any_size_of_blocks()
    {
        var random = new Random(4180);
        for (var round = 0; round < 40; round++)
        {
            var separator = ",;\t|"[random.Next(4)];
            var lineEnd = random.Next(2) == 0 ? "\n" : "\r\n";
            var rows = Enumerable.Range(0, random.Next(1, 120)).Select(_ => Enumerable.Range(0, 5).Select(_ => Value(random)).ToArray()).ToList();
            var text = new StringBuilder("c1,c2,c3,c4,c5".Replace(',', separator)).Append(lineEnd);
            foreach (var row in rows)
                text.AppendJoin(separator, row.Select(value => Quote(value, separator))).Append(lineEnd);
            var expected = rows.Select(row => string.Join('\u0001', row)).ToList();

            var sizes = new[] { 1, 13, 64, 700, LogBlock.UsualBytes };
            foreach (var size in sizes)
            {
                var found = new List<string>();
                var odd = Given.Read(new Sized(size), Given.File(text.ToString()), record => found.Add(string.Join('\u0001', record.Shape.Fields.Take(5).Select(field => record[field] ?? ""))));
                Assert.Equal(expected, found);
                Assert.Empty(odd);
            }
        }
    }

    [Fact]
    public void Damaged_tables_are_read_without_a_failure_and_no_line_is_lost()
    {
        var random = new Random(77);
        var clean = Encoding.UTF8.GetBytes("c1,c2,c3\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},\"v \"\"{i}\"\"\",\"a\nb\"\n")));
        for (var round = 0; round < 600; round++)
        {
            var bytes = (byte[])clean.Clone();
            for (var i = random.Next(1, 12); i > 0; i--)
                bytes[random.Next(9, bytes.Length)] = "\",\n\r\\x\0#"u8[random.Next(8)];
            var covered = new List<(long Start, long End)>();
            Given.Read(new Sized(random.Next(1, 400)), Given.File(bytes), record => covered.Add((record.Ref.Offset, record.Ref.Offset + record.Ref.Length)));

            // Every byte behind the header is in a record, but for line ends, comments and rows that repeat the header.
            var at = 9L;
            foreach (var (start, end) in covered)
            {
                Assert.True(start >= at);
                var gap = Encoding.UTF8.GetString(bytes, (int)at, (int)(start - at));
                Assert.All(gap.Split('\n'), line => Assert.True(line.Trim('\r', '\0').Length == 0 || line.StartsWith('#'), line));
                at = end;
            }
        }
    }

    private static string Value(Random random)
    {
        var length = random.Next(5) == 0 ? random.Next(300) : random.Next(8);
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
            text.Append("ab,;\t|\"\n\r x_é\u20AC0"[random.Next(15)]);
        return text.ToString();
    }

    private static string Quote(string value, char separator) =>
        value.AsSpan().ContainsAny([separator, '"', '\n', '\r']) || value.StartsWith('#') ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private sealed class Sized(int blockBytes) : LogFormat
    {
        private readonly CsvFormat _inner = new(Knowledge);

        public override string Name => "csv";

        public override string Title => "csv";

        public override bool Recognizes(in LogHead head) => true;

        public override LogCutter Open(LogFile file) => _inner.Open(file, blockBytes);

        public override LogBlockReader CreateReader(ReaderTools tools) => _inner.CreateReader(tools);
    }
}
