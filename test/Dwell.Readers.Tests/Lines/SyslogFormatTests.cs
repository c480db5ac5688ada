using System.Collections.Immutable;
using System.Globalization;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Model.Context;
using Dwell.Model.Time;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Lines;

public sealed class SyslogFormatTests
{
    private static readonly LineKnowledge Knowledge = new(ContentStore.Embedded);
    private static readonly SyslogFormat Syslog = new(Knowledge);

    [Fact]
    public void Lines_become_records_of_their_programs_with_what_stood_around_the_message()
    {
        var found = new List<(string Source, string? Event, string? User, string? Host, string? Pid, string? Message)>();

        Given.Read(Syslog, Given.File("""
            <38>2021-01-03T10:00:00Z web1 sshd[123]: Failed password for root from 192.0.2.7 port 5 ssh2
            2021-01-03T10:00:01Z web1 thing: hello
            """), record => found.Add((record.Shape.Source, record["event"], record["user"], record["hostname"], record["pid"], record["message"])));

        Assert.Equal(
            [
                ("linux/sshd", "failed", "root", "web1", "123", "Failed password for root from 192.0.2.7 port 5 ssh2"),
                ("linux/syslog", null, null, "web1", null, "hello"),
            ],
            found);
    }

    [Fact]
    public void Continued_lines_stay_as_text_and_are_counted()
    {
        var found = new List<string>();

        var odd = Given.Read(Syslog, Given.File("2021-01-03T10:00:01Z web1 a: b\nmore of it\n2021-01-03T10:00:02Z web1 a: c\n"), record => found.Add(record["message"]!));

        Assert.Equal(["b", "more of it", "c"], found);
        Assert.Equal("line-unread", Assert.Single(odd).Code);
    }

    [Theory]
    [InlineData("Jan  3 10:00:00 web1 sshd[1]: x\n", true)]
    [InlineData("2012-02-13 17:39:59,123 INFO foo.Bar: x\n", false)]
    [InlineData("one two\n", false)]
    [InlineData("192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 5\n", false)]
    public void It_is_known_by_its_lines(string text, bool isSyslog)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 5)));

        Assert.Equal(isSyslog, Syslog.Recognizes(LogHead.Of(bytes, isWhole: true, EvidenceFormat.Text, "x")));
    }

    [Fact]
    public void Times_without_a_zone_are_utc_and_it_is_said_once()
    {
        var times = new List<string?>();

        var odd = Given.Read(Syslog, Given.File("2021-07-03 10:00:00 web1 a: b\n2021-07-03 10:00:01 web1 a: b\n"), record => times.Add(record.Time.ToString()));

        Assert.Equal(["2021-07-03T10:00:00Z", "2021-07-03T10:00:01Z"], times);
        Assert.Equal("zone-assumed", Assert.Single(odd).Code);
    }

    [Fact]
    public void The_context_file_gives_a_host_its_zone()
    {
        var context = new CaseContext { Timezones = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add("WEB1", "Europe/Berlin") };
        var file = Given.File("2021-07-03 10:00:00 web1.example.org a: b\n2021-07-03 10:00:01 web2 a: b\n2021-07-03T10:00:01+00:00 web1 a: b\n");
        var times = new List<(string, TimeTrust)>();

        Given.Read(Syslog, file with { Around = new LogSurroundings(context, null) }, record => times.Add((record.Time!.Value.ToString(), record.Time.Value.Trust)));

        Assert.Equal(
            [("2021-07-03T08:00:00Z", TimeTrust.Assumed), ("2021-07-03T10:00:01Z", TimeTrust.Assumed), ("2021-07-03T10:00:01Z", TimeTrust.HostClock)], times);
    }

    [Fact]
    public void Without_anything_around_it_a_file_without_years_is_undated_and_says_so()
    {
        var times = new List<UtcInstant?>();

        var odd = Given.Read(Syslog, Given.File("Jan  3 10:00:00 web1 a: b\n"), record => times.Add(record.Time));

        Assert.Null(Assert.Single(times));
        Assert.Contains(odd, diagnostic => diagnostic.Code == "year-unknown");
    }

    [Fact]
    public void Years_turn_where_the_months_do()
    {
        using var folder = new TempFolder();
        folder.Write("auth.log", """
            Nov 30 10:00:00 web1 a: 2020
            Dec 31 23:59:59 web1 a: 2020
            Jan  1 00:00:01 web1 a: 2021
            Dec 31 23:59:58 web1 a: 2020
            Jan  1 00:00:02 web1 a: 2021
            Feb  1 00:00:02 web1 a: 2021
            """);
        folder.Write("app.log", "2021-02-03T00:00:00Z started\n");

        Assert.All(Read(folder, "auth.log"), row => Assert.Equal(row.Message, row.Year));
    }

    [Theory]
    [InlineData("auth.log", "2021")]
    [InlineData("auth.log.1", "2021")]
    [InlineData("auth.log.2", "2020")]
    [InlineData("auth.log.3", "2019")]
    [InlineData("secure-20180105", "2018")]
    [InlineData("mail-20180105", "2017")]
    public void Rotated_files_are_dated_by_the_newer_ones_or_by_their_names(string name, string year)
    {
        using var folder = new TempFolder();
        folder.Write("auth.log", "Feb  1 10:00:00 web1 a: b\nMar  1 10:00:00 web1 a: b\n");
        folder.Write("auth.log.1", "Jan 31 10:00:00 web1 a: b\nFeb  1 09:00:00 web1 a: b\n");
        folder.Write("auth.log.2", "May  1 10:00:00 web1 a: b\nMay  2 10:00:00 web1 a: b\n");
        folder.Write("auth.log.3", "Jun  1 10:00:00 web1 a: b\n");
        folder.Write("secure-20180105", "Jan  5 03:00:00 web1 a: b\n");
        folder.Write("mail-20180105", "Jan 20 03:00:00 web1 a: b\n");
        folder.Write("app.log", "2021-03-02T00:00:00Z started\n");

        Assert.All(Read(folder, name), row => Assert.Equal(year, row.Year));
    }

    [Theory]
    [InlineData("Feb 29 10:00:00 web1 a: b\n", "2020")]
    [InlineData("Wed Jan  1 10:00:00 web1 a: b\n", "2020")]
    [InlineData("Fri Jan  1 10:00:00 web1 a: b\n", "2021")]
    [InlineData("Jan  1 10:00:00 web1 a: b\nJan  1 10:00:01 2019 web1 a: b\n", "2019")]
    [InlineData("Dec  1 10:00:00 web1 a: b\n", "2021")]
    public void Leap_days_weekdays_and_dated_lines_settle_the_year(string text, string year)
    {
        using var folder = new TempFolder();
        folder.Write("auth.log", text);
        folder.Write("app.log", "2021-12-03T00:00:00Z started\n");

        Assert.All(Read(folder, "auth.log"), row => Assert.Equal(year, row.Year));
    }

    [Theory]
    [InlineData("gz", "2019-03-01T05:00:00Z", "2019")]
    [InlineData("tar", "2019-03-01T05:00:00Z", "2019")]
    [InlineData("zip", "2019-03-01T05:00:00Z", "2019")]
    [InlineData("tar", "2019-08-01T05:00:00Z", "2019")]
    [InlineData("tar", "2019-01-10T05:00:00Z", "2018")]
    public void The_time_that_a_container_kept_dates_a_file(string kind, string kept, string year)
    {
        using var folder = new TempFolder();
        var log = "Feb  1 10:00:00 web1 a: b\nMar  1 04:00:00 web1 a: b\n"u8.ToArray();
        var time = DateTimeOffset.Parse(kept, CultureInfo.InvariantCulture);
        using (var file = File.Create(folder["logs." + kind]))
            Pack(file, kind, log, time);

        Assert.All(Read(folder, kind == "gz" ? "logs.gz!" : "logs." + kind + "!var/log/auth.log", isWholeName: false), row => Assert.Equal(year, row.Year));
    }

    private static void Pack(FileStream file, string kind, byte[] log, DateTimeOffset time)
    {
        switch (kind)
        {
            case "gz":
                var packed = new MemoryStream();
                using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
                    gzip.Write(log);
                var bytes = packed.ToArray();
                System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)time.ToUnixTimeSeconds());
                file.Write(bytes);
                break;
            case "tar":
                using (var tar = new System.Formats.Tar.TarWriter(file, System.Formats.Tar.TarEntryFormat.Ustar))
                {
                    tar.WriteEntry(new System.Formats.Tar.UstarTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "var/log/other") { DataStream = new MemoryStream(new byte[700]), ModificationTime = time.AddYears(-3) });
                    tar.WriteEntry(new System.Formats.Tar.UstarTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "var/log/auth.log") { DataStream = new MemoryStream(log), ModificationTime = time });
                }

                break;
            default:
                using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create))
                {
                    var entry = zip.CreateEntry("var/log/auth.log");
                    entry.LastWriteTime = time;
                    using var stream = entry.Open();
                    stream.Write(log);
                }

                break;
        }
    }

    [Fact]
    public void Years_agree_with_the_true_ones_whatever_the_gaps_and_small_disorder()
    {
        var random = new Random(29022020);
        for (var round = 0; round < 60; round++)
        {
            var at = new DateTime(2000 + random.Next(20), 1 + random.Next(12), 1);
            var text = new System.Text.StringBuilder();
            for (var line = random.Next(1, 200); line > 0; line--)
            {
                at = at.AddMinutes(random.Next(4) == 0 ? random.Next(300 * 24 * 60) : random.Next(600));
                var written = random.Next(5) == 0 ? at.AddMinutes(-random.Next(1000)) : at;
                text.Append(written.ToString("MMM dd HH:mm:ss", CultureInfo.InvariantCulture).Replace(" 0", "  ", StringComparison.Ordinal))
                    .Append(" web1 a: ").Append(written.Year).Append('\n');
            }

            using var folder = new TempFolder();
            folder.Write("auth.log", text.ToString());
            folder.Write("app.log", at.AddDays(random.Next(100)).ToString("s", CultureInfo.InvariantCulture) + " started\n");
            Assert.All(Read(folder, "auth.log"), row => Assert.Equal(row.Message, row.Year));
        }
    }

    private static List<(string Message, string Year)> Read(TempFolder folder, string name, bool isWholeName = true)
    {
        using var source = new EvidenceSource(EvidenceManifest.Build([folder.Path], new EvidenceOptions { Readable = [EvidenceFormat.Text] }));
        var item = source.Manifest.Items.Single(item => isWholeName ? item.Path.EndsWith("/" + name, StringComparison.Ordinal) : item.Path.Contains(name, StringComparison.Ordinal));
        using var bytes = source.Open(item);
        var rows = new List<(string, string)>();
        Given.Read(Syslog, new LogFile(item, bytes, new LogSurroundings(CaseContext.Empty, source)), record =>
            rows.Add((record["message"]!, record.Time?.ToDateTime().Year.ToString(CultureInfo.InvariantCulture) ?? "undated")));
        return rows;
    }
}
