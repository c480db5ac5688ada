using System.Text;
using Dwell.Readers.Lines;
using Dwell.Readers.Times;

namespace Dwell.Readers.Tests.Lines;

public sealed class SyslogLineTests
{
    // line | host | program | pid | facility.severity | message
    [Theory]
    [InlineData("Jan  3 10:00:00 web1 sshd[123]: Accepted x|web1|sshd|123|.|Accepted x")]
    [InlineData("Jan  3 10:00:00 web1 sshd[3]:  Accepted x|web1|sshd|3|.|Accepted x")]
    [InlineData("<38>Jan  3 10:00:00 web1 su: x|web1|su||auth.info|x")]
    [InlineData("Jan  3 10:00:00 2001:db8::1 sshd[123]: x|2001:db8::1|sshd|123|.|x")]
    [InlineData("Jan  3 10:00:00 sshd[123]: x||sshd|123|.|x")]
    [InlineData("Jan  3 10:00:00 web1 postfix/smtpd[9]: connect from x|web1|postfix/smtpd|9|.|connect from x")]
    [InlineData("Jan  3 10:00:00 web1 /USR/SBIN/CRON[9]: (root) CMD (x)|web1|/USR/SBIN/CRON|9|.|(root) CMD (x)")]
    [InlineData("Jan  3 10:00:00 web1 sshd(pam_unix)[9]: x|web1|sshd(pam_unix)|9|.|x")]
    [InlineData("Jan  3 10:00:00 web1 last message repeated 2 times|web1|||.|last message repeated 2 times")]
    [InlineData("Jan  3 10:00:00 web1 kernel: [12.3] IN=eth0|web1|kernel||.|[12.3] IN=eth0")]
    [InlineData("Jan  3 10:00:00 relay Jan  3 09:59:59 web1 su: x|web1|su||.|x")]
    [InlineData("Jan  3 10:00:00 mac sshd[9] <Notice>: x|mac|sshd|9|.|x")]
    [InlineData("Jan  3 10:00:00 bsd <auth.info> sshd[9]: x|bsd|sshd|9|auth.info|x")]
    [InlineData("Jan  3 10:00:00 <auth.info> bsd sshd[9]: x|bsd|sshd|9|auth.info|x")]
    [InlineData("Wed Jan  3 10:00:00 2021 authpriv.warn dropbear[9]: x||dropbear|9|authpriv.warning|x")]
    [InlineData("Jan  3 10:00:00 sun sshd[9]: [ID 800047 auth.info] x|sun|sshd|9|auth.info|x")]
    [InlineData("2021-01-03T10:00:00.123456+01:00 web1 sshd[9]: x|web1|sshd|9|.|x")]
    [InlineData("2021-01-03T10:00:00+0100 web1 systemd[1]: Started x|web1|systemd|1|.|Started x")]
    [InlineData("<34>1 2021-01-03T10:00:00Z web1 su - ID47 - \uFEFFx|web1|su||auth.crit|x")]
    [InlineData("<165>1 2021-01-03T10:00:00Z web1 app 12 - [a@1 b=\"c\\\"]\" d=\"\"][e@2] x y|web1|app|12|local4.notice|x y")]
    [InlineData("Jan  3 10:00:00 [sshd]: x||sshd||.|x")]
    [InlineData("<165>1 - - - - - -||||local4.notice|")]
    [InlineData("<165>1 2021-01-03T10:00:00Z web1 app - - [broken x|web1|app||local4.notice|[broken x")]
    [InlineData("1 2021-01-03T10:00:00Z web1 app - - - x|web1|app||.|x")]
    [InlineData("2012-02-13 17:39:59,123 INFO foo.Bar: x||||.|INFO foo.Bar: x")]
    [InlineData("Jan  3 10:00:00||||.|")]
    public void Reads_what_logging_services_write_around_a_message(string row)
    {
        var cells = row.Split('|');
        var line = Encoding.UTF8.GetBytes(cells[0]);

        Assert.True(SyslogLine.TryRead(line, DateOrder.Unknown, out var read));

        string[] found =
        [
            Encoding.UTF8.GetString(read.HostName.Of(line)), Encoding.UTF8.GetString(read.Program.Of(line)),
            Encoding.UTF8.GetString(read.ProcessId.Of(line)),
            Encoding.UTF8.GetString(read.Facility) + "." + Encoding.UTF8.GetString(read.Severity),
            Encoding.UTF8.GetString(read.Message.Of(line)),
        ];
        Assert.Equal(cells[1..], found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-- Journal begins at Sun 2021-01-03 10:00:00 CET. --")]
    [InlineData("with another line")]
    [InlineData("<999>Jan  3 10:00:00 x y: z")]
    [InlineData("1 x")]
    public void A_line_without_a_time_is_none(string line) =>
        Assert.False(SyslogLine.TryRead(Encoding.UTF8.GetBytes(line), DateOrder.Unknown, out _));

    [Fact]
    public void Changed_lines_are_read_or_refused_without_an_error()
    {
        var random = new Random(3164);
        string[] seeds =
        [
            "<34>1 2021-01-03T10:00:00Z web1 su 9 ID47 [a@1 b=\"c\\\"]\"] x", "<38>Jan  3 10:00:00 web1 sshd[123] <Notice>: [ID 80 auth.info] Accepted",
            "Jan  3 10:00:00 relay Jan  3 09:59:59 web1 su: x",
        ];
        foreach (var seed in seeds)
        {
            for (var round = 0; round < 10_000; round++)
            {
                var bytes = Encoding.UTF8.GetBytes(seed);
                for (var change = random.Next(5); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)" []<>:-\"\\1a"[random.Next(11)];
                var cut = bytes.AsSpan(0, random.Next(bytes.Length + 1));
                if (!SyslogLine.TryRead(cut, DateOrder.Unknown, out var read))
                    continue;
                foreach (var part in new[] { read.HostName, read.Program, read.ProcessId, read.Message })
                    Assert.True(part.Start >= 0 && part.Length >= 0 && part.Start + part.Length <= cut.Length);
            }
        }
    }
}
