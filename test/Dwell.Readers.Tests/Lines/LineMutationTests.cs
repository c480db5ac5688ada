using System.Diagnostics;
using System.Text;
using Dwell.Content.Lines;
using Dwell.Content.Store;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Lines;

/// <summary>Changed lines of every program: each byte is read or said to be unread, nothing throws, nothing takes long.</summary>
public sealed class LineMutationTests
{
    private const int Mutations = 1500;

    private static readonly LineKnowledge Knowledge = new(ContentStore.Embedded);
    private static readonly byte[] Pieces = Encoding.UTF8.GetBytes("\0\n\r\t []<>:=\"'\\{}%0123456789\u00e9port from ");

    [Fact]
    public void Changed_lines_give_records_of_their_own_bytes()
    {
        var random = new Random(514);
        var lines = LineLoader.Load(ContentStore.Embedded).Programs
            .SelectMany(program => program.Patterns.SelectMany(pattern => pattern.Examples))
            .Select(example => Encoding.UTF8.GetBytes(example.IsWholeLine ? example.Text : $"<38>Jan  3 10:00:00 web1 {example.Program}[12]: {example.Text}"))
            .ToList();
        LogFormat[] formats = [new SyslogFormat(Knowledge), new ProgramLogFormat(Knowledge)];
        for (var round = 0; round < Mutations; round++)
        {
            var content = new List<byte>();
            for (var line = random.Next(1, 6); line > 0; line--)
                content.AddRange([.. Changed(lines[random.Next(lines.Count)], random), (byte)'\n']);
            var file = Given.File([.. content]);
            foreach (var format in formats)
            {
                var read = 0;
                Given.Read(format, file, record =>
                {
                    read++;
                    Assert.InRange(record.Ref.Offset, 0, content.Count - record.Ref.Length);
                    Assert.All(Given.Fields(record), field => Assert.NotNull(field));
                });
                Assert.Equal(Encoding.Latin1.GetString([.. content]).Split('\n').Count(line => line.TrimEnd('\r').Length > 0), read);
            }
        }
    }

    [Fact]
    public void A_megabyte_in_one_line_takes_linear_time_whatever_it_holds()
    {
        var format = new SyslogFormat(Knowledge);
        foreach (var piece in new[] { " from ", "a=b, ", "<x>, ", "[1.2.3.4]", " (", "\"", "1.2.3.4 port 22 ", " : TTY=", "; from=<a> " })
        {
            foreach (var program in new[] { "sshd[1]: Failed password for ", "sudo: ", "postfix/smtpd[1]: NOQUEUE: reject: RCPT from a[1.2.3.4]: 554 ", "dovecot: imap-login: Login: ", "x: pam_unix(a:b): " })
            {
                var text = "Jan  3 10:00:00 web1 " + program + string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)) + "\n";
                var watch = Stopwatch.StartNew();

                Given.Read(format, Given.File(text), _ => { });

                // Tens of milliseconds, more on a busy machine; quadratic time would be hours.
                Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{program}{piece}: {watch.Elapsed}");
            }
        }
    }

    private static byte[] Changed(byte[] line, Random random)
    {
        var changed = line.ToList();
        for (var change = random.Next(6); change > 0 && changed.Count > 0; change--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(4))
            {
                case 0:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, Math.Min(random.Next(12), changed.Count - at));
                    break;
                case 2:
                    changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(30), changed.Count - at)));
                    break;
                default:
                    changed.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return [.. changed];
    }
}
