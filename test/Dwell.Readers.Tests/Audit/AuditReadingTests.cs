using System.Text;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Audit;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Audit;

/// <summary>What one event says, whatever form its records have.</summary>
public sealed class AuditReadingTests
{
    private const string Call =
        "type=SYSCALL msg=audit(1700000000.123:77): arch=c000003e syscall=59 success=yes exit=0 a0=55c7 a1=55c8 a2=0 a3=8 items=2 ppid=10 "
        + "pid=11 auid=1000 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts1 ses=3 comm=\"tar\" exe=\"/usr/bin/tar\" "
        + "subj==unconfined key=(null)";

    [Fact]
    public void Joins_the_records_of_an_event_and_makes_a_command_line()
    {
        var fields = Read(
            Call + "\u001DARCH=x86_64 SYSCALL=execve AUID=\"deploy\" UID=\"root\"\n"
            + "type=EXECVE msg=audit(1700000000.123:77): argc=3 a0=\"tar\" a1=\"-cf\" a2=2F746D702F6120622E746172\n"
            + "type=CWD msg=audit(1700000000.123:77): cwd=\"/srv\"\n"
            + "type=PATH msg=audit(1700000000.123:77): item=0 name=\"/usr/bin/tar\" inode=5 nametype=NORMAL cap_frootid=0\u001DOUID=\"root\"\n"
            + "type=PROCTITLE msg=audit(1700000000.123:77): proctitle=746172002D6366002F746D702F6120622E746172\n").Single();
        Assert.Equal("1700000000.123:77", fields["audit_id"]);
        Assert.Equal("SYSCALL|EXECVE|CWD|PATH|PROCTITLE", fields["type"]);
        Assert.Equal("execve", fields["event"]);
        Assert.Equal("execve", fields["SYSCALL"]);
        Assert.Equal("55c7|tar", fields["a0"]);
        Assert.Equal("0|/tmp/a b.tar", fields["a2"]);
        Assert.Equal("tar -cf /tmp/a b.tar", fields["argv"]);
        Assert.Equal("tar -cf /tmp/a b.tar", fields["proctitle"]);
        Assert.Equal("/usr/bin/tar", fields["exec_image"]);
        Assert.Equal("deploy", fields["actor"]);
        Assert.Equal("1000", fields["actor_id"]);
        Assert.Equal("root", fields["runs_as"]);
        Assert.Equal("root", fields["uid_name"]);
        Assert.Equal("=unconfined", fields["subj"]);
        Assert.Equal("(null)", fields["key"]);
        Assert.Equal("2023-11-14T22:13:20.123Z", fields["time"]);
    }

    [Fact]
    public void Names_the_call_by_architecture_where_the_log_is_raw()
    {
        Assert.Equal("execve", Read(Call)[0]["SYSCALL"]);
        Assert.Equal("x86_64", Read(Call)[0]["ARCH"]);
        Assert.Equal("oldolduname", Read(Call.Replace("c000003e", "40000003", StringComparison.Ordinal))[0]["SYSCALL"]);
        Assert.Equal("statfs64", Read(Call.Replace("c000003e syscall=59", "40000028 syscall=266", StringComparison.Ordinal))[0]["SYSCALL"]);
        Assert.Equal("pipe2", Read(Call.Replace("c000003e", "c00000b7", StringComparison.Ordinal))[0]["SYSCALL"]);
        Assert.False(Read(Call.Replace("c000003e", "deadbeef", StringComparison.Ordinal))[0].ContainsKey("SYSCALL"));
    }

    [Fact]
    public void Puts_an_argument_in_pieces_together()
    {
        var fields = Read(
            "type=EXECVE msg=audit(1.000:1): argc=3 a0=\"/bin/echo\" a1_len=6 a1[0]=6161\n"
            + "type=EXECVE msg=audit(1.000:1):  a1[1]=6262\n"
            + "type=EXECVE msg=audit(1.000:1):  a1[2]=6363 a2=\"x\"\n").Single();
        Assert.Equal("/bin/echo aabbcc x", fields["argv"]);
        Assert.Equal("aabbcc", fields["a1"]);
        Assert.Equal("x", fields["a2"]);
    }

    [Theory]
    [InlineData("02000050A9FEA9FE0000000000000000", "inet", "169.254.169.254", "80", null)]
    [InlineData("0A002BCB000000000000000000000000000000000000000100000000", "inet6", "::1", "11211", null)]
    [InlineData("01002F72756E2F7800", "local", null, null, "/run/x")]
    [InlineData("0100006162", "local", null, null, "@ab")]
    [InlineData("100000000000000000000000", "netlink", null, null, null)]
    [InlineData("0200", "inet", null, null, null)]
    public void Reads_socket_addresses(string hex, string family, string? address, string? port, string? path)
    {
        var fields = Read($"type=SOCKADDR msg=audit(1.000:1): saddr={hex}").Single();
        Assert.Equal(family, fields["saddr_fam"]);
        Assert.Equal(address, fields.GetValueOrDefault("laddr"));
        Assert.Equal(port, fields.GetValueOrDefault("lport"));
        Assert.Equal(path, fields.GetValueOrDefault("path"));
    }

    [Fact]
    public void Reads_what_a_program_reports()
    {
        var fields = Read(
            "node=web01 type=USER_AUTH msg=audit(1700000000.000:5): pid=4 uid=0 auid=4294967295 ses=4294967295 subj=unconfined msg='op=PAM:authentication "
            + "grantors=? acct=28696E76616C6964207573657229 exe=\"/usr/sbin/sshd\" hostname=? addr=192.0.2.7 terminal=ssh res=failed'\u001DUID=\"root\" AUID=\"unset\"").Single();
        Assert.Equal("web01", fields["node"]);
        Assert.Equal("(invalid user)", fields["acct"]);
        Assert.Equal("192.0.2.7", fields["addr"]);
        Assert.Equal("failed", fields["res"]);
        Assert.Equal("(null)", fields["hostname"]);
        Assert.Equal("root", fields["uid_name"]);
        Assert.Equal("root", fields["actor"]);
        Assert.False(fields.ContainsKey("runs_as"));
    }

    [Fact]
    public void Reads_decisions_of_the_kernel()
    {
        var fields = Read(
            "type=AVC msg=audit(1.000:1): avc:  denied  { read write } for  pid=9 comm=\"x\" name=\"y\" dev=\"dm-0\" ino=7 scontext=a:b:c:s0 "
            + "tcontext=d:e:f:s0 tclass=file permissive=0").Single();
        Assert.Equal("AVC", fields["event"]);
        Assert.Equal("denied", fields["seresult"]);
        Assert.Equal("read write", fields["seperms"]);
        Assert.Equal("file", fields["tclass"]);
    }

    [Theory]
    [InlineData("Jun  2 14:33:03 web01 audispd: node=db9 type=SYSCALL msg=audit(1.000:1): syscall=1", "db9")]
    [InlineData("Jun  2 14:33:03 web01 audisp-syslog: type=SYSCALL msg=audit(1.000:1): syscall=1", "web01")]
    [InlineData("2024-06-02T14:33:03.123456+02:00 web01 kernel: [   12.3] audit: type=1300 audit(1.000:1): syscall=1", "web01")]
    [InlineData("<5>audit: type=1300 audit(1.000:1): syscall=1", null)]
    public void Reads_records_that_syslog_or_the_kernel_wrapped(string line, string? host)
    {
        var fields = Read(line).Single();
        Assert.Equal("SYSCALL", fields["type"]);
        Assert.Equal("1", fields["syscall"]);
        Assert.Equal(host, fields.GetValueOrDefault("node"));
    }

    [Fact]
    public void Reads_what_ausearch_wrote_out_without_dating_it()
    {
        var fields = Read(
            "type=PROCTITLE msg=audit(06/02/2022 14:33:03.030:299896) : proctitle=ls -l a=b\n"
            + "type=SYSCALL msg=audit(06/02/2022 14:33:03.030:299896) : arch=x86_64 syscall=openat success=no exit=EACCES(Permission denied) pid=4 auid=al uid=root key=k\n").Single();
        Assert.Equal("ls -l a=b", fields["proctitle"]);
        Assert.Equal("EACCES(Permission denied)", fields["exit"]);
        Assert.Equal("openat", fields["SYSCALL"]);
        Assert.Equal("x86_64", fields["arch"]);
        Assert.False(fields.ContainsKey("time"));
    }

    [Fact]
    public void Says_which_files_a_call_made_wrote_and_removed()
    {
        var head = "type=SYSCALL msg=audit(1.000:1): arch=c000003e syscall=82 success=yes exit=0 a0=1 a1=2 a2=3 a3=4 exe=\"/usr/bin/mv\"\n"
            + "type=CWD msg=audit(1.000:1): cwd=\"/etc\"\n";
        var renamed = Read(
            head + "type=PATH msg=audit(1.000:1): item=0 name=\"./\" nametype=PARENT\n"
            + "type=PATH msg=audit(1.000:1): item=1 name=\"./a\" nametype=DELETE\ntype=PATH msg=audit(1.000:1): item=2 name=\"cron.d/b\" nametype=CREATE\n").Single();
        Assert.Equal("/etc/a", renamed["file_deleted"]);
        Assert.Equal("/etc/cron.d/b", renamed["file_created"]);
        Assert.Equal("/etc/cron.d/b", renamed["file_written"]);
        Assert.Equal("/usr/bin/mv", renamed["file_image"]);

        var opened = head.Replace("syscall=82", "syscall=257", StringComparison.Ordinal) + "type=PATH msg=audit(1.000:1): item=0 name=\"x\" nametype=NORMAL\n";
        Assert.Equal("write", Read(opened.Replace("a2=3", "a2=441", StringComparison.Ordinal))[0]["file_access"]);
        var read = Read(opened.Replace("a2=3", "a2=80000", StringComparison.Ordinal).Replace("a0=1", "a0=ffffff9c", StringComparison.Ordinal))[0];
        Assert.Equal("read", read["file_access"]);
        Assert.Equal("/etc/x", read["file_opened"]);
        Assert.False(read.ContainsKey("file_written"));
        Assert.Equal("x", Read(opened)[0]["file_opened"]);
    }

    [Fact]
    public void Keeps_what_no_record_is_as_text()
    {
        var diagnostics = new List<Diagnostic>();
        var fields = Read("# comment\n" + Call + "\n\nnonsense", diagnostics);
        Assert.Equal(["# comment", null, "nonsense"], fields.Select(item => item.GetValueOrDefault("message")));
        var odd = Assert.Single(diagnostics);
        Assert.Equal("line-unread", odd.Code);
        Assert.StartsWith("2 lines", odd.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_are_not_known_keep_their_names_and_can_not_pass_for_made_ones()
    {
        var fields = Read("type=NETFILTER_PKT msg=audit(1.000:1): mark=0x0 saddr=192.0.2.1 type=8 argv=x nonsense-1=y").Single();
        Assert.Equal("0x0", fields["mark"]);
        Assert.Equal("y", fields["nonsense-1"]);
        Assert.Equal("NETFILTER_PKT", fields["type"]);
        Assert.Equal("8", fields["record_type"]);
        Assert.Equal("x", fields["record_argv"]);
        Assert.False(fields.ContainsKey("argv"));
    }

    [Fact]
    public void Counts_what_passes_the_limits_of_a_record()
    {
        var diagnostics = new List<Diagnostic>();
        var text = new StringBuilder("type=X msg=audit(1.000:1):");
        for (var i = 0; i < 40; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" n{i}=v");
        Read(text.ToString(), diagnostics);
        Assert.StartsWith("8 values", Assert.Single(diagnostics).Sentence, StringComparison.Ordinal);
    }

    private static List<Dictionary<string, string>> Read(string text, List<Diagnostic>? diagnostics = null)
    {
        var records = new List<Dictionary<string, string>>();
        var odd = Given.Read(new AuditFormat(), Given.File(text), record => records.Add(Values(record)));
        if (diagnostics is null)
            Assert.Empty(odd);
        diagnostics?.AddRange(odd);
        return records;
    }

    private static Dictionary<string, string> Values(LogRecord record)
    {
        var fields = Given.Fields(record)
            .Select(field => field.Split('=', 2))
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join('|', group.Select(pair => pair[1])), StringComparer.Ordinal);
        if (record.Time is { } time)
            fields.Add("time", time.ToString());
        return fields;
    }
}
