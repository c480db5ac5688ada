using System.Text;
using Dwell.Content.LogSources;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Audit;
using Dwell.Readers.Logs;
using Dwell.Sigma;

namespace Dwell.Tests.Audit;

/// <summary>Published Sigma rules of Linux on made audit events: they fire where their author meant, and not where he did not.</summary>
public sealed class AuditRulesTests
{
    private static readonly Lazy<SigmaEngine> Engine = new(() => SigmaEngine.Create(
        SigmaRuleSet.Load(RuleFolder.Read(SharedData.PathOf("sigma", "rules", "linux"))), LogSourceContent.Read(ContentStore.Embedded)));

    [SharedTheory]
    [InlineData("Suspicious History File Operations - Linux", 59, "1", "0", "cat", "/usr/bin/cat", "(null)", "EXECVE: argc=2 a0=\"cat\" a1=\"/srv/.bash_history\"")]
    [InlineData("ASLR Disabled Via Sysctl or Direct Syscall - Linux", 135, "40000", "0", "setarch", "/usr/bin/setarch", "(null)", null)]
    [InlineData("Creation Of An User Account", 59, "1", "0", "useradd", "/usr/sbin/useradd", "(null)", null)]
    [InlineData("Webshell Remote Command Execution", 59, "1", "33", "sh", "/usr/bin/dash", "(null)", null)]
    [InlineData("Password Policy Discovery - Linux", 257, "1", "0", "cat", "/usr/bin/cat", "(null)", "PATH: item=0 name=\"/etc/login.defs\" nametype=NORMAL")]
    [InlineData("Suspicious C2 Activities", 59, "1", "0", "x", "/usr/bin/x", "\"susp_activity\"", null)]
    [InlineData("Special File Creation via Mknod Syscall", 133, "1", "0", "mknod", "/usr/bin/mknod", "(null)", null)]
    [InlineData("Program Executions in Suspicious Folders", 59, "1", "0", "a", "/tmp/a", "(null)", null)]
    [InlineData("Linux Base64 Encoded Pipe to Shell", 59, "1", "0", "sh", "/bin/sh", "(null)", "EXECVE: argc=3 a0=\"sh\" a1=\"-c\" a2=6563686F2078207C20626173653634202D64207C206261736820")]
    [InlineData("New Cron File Created", 257, "ffffff9c", "0", "vi", "/usr/bin/vi", "(null)", "PATH: item=1 name=\"/etc/cron.d/job\" nametype=CREATE")]
    public void Fires(string title, int call, string a0, string euid, string comm, string exe, string key, string? more)
    {
        var text = Syscall((uint)call, a0, euid, comm, exe, key)
            + (more is null ? "" : $"type={more.Replace(":", " msg=audit(1700000000.000:1):", StringComparison.Ordinal)}\n");
        Assert.Contains(title, TitlesOf(text));
    }

    [SharedFact]
    public void A_rule_about_programs_that_start_does_not_fire_on_other_calls_of_the_program()
    {
        var opened = Syscall(257, "1", "0", "nohup", "/usr/bin/nohup", "(null)");
        var started = opened.Replace("syscall=257", "syscall=59", StringComparison.Ordinal);
        Assert.Contains("Nohup Execution", TitlesOf(started));
        Assert.DoesNotContain("Nohup Execution", TitlesOf(opened));
        Assert.DoesNotContain("Nohup Execution", TitlesOf(started.Replace("success=yes", "success=no", StringComparison.Ordinal)));
    }

    private static string Syscall(uint call, string a0, string euid, string comm, string exe, string key) =>
        $"type=SYSCALL msg=audit(1700000000.000:1): arch=c000003e syscall={call} success=yes exit=0 a0={a0} a1=1 a2=241 a3=0 "
        + $"ppid=10 pid=11 auid=1000 uid=0 euid={euid} ses=3 comm=\"{comm}\" exe=\"{exe}\" key={key}\n";

    private static List<string> TitlesOf(string text)
    {
        var engine = Engine.Value;
        var matcher = engine.CreateMatcher();
        var bytes = Encoding.UTF8.GetBytes(text);
        var titles = new List<string>();
        using var held = new Held(bytes);
        var item = new EvidenceItem { Number = 0, Digest = Sha256Digest.Of(bytes), Size = bytes.Length, Format = EvidenceFormat.Text, Places = [new EvidencePlace("a", Sha256Digest.Of(bytes), [])] };
        var format = new AuditFormat();
        var reader = format.CreateReader(new ReaderTools(new ShapeTable()));
        using var cutter = format.Open(new LogFile(item, held, LogSurroundings.None));
        using var block = new LogBlock(format, 0, 0);
        Assert.True(cutter.Next(block));
        reader.Open(block);
        while (reader.MoveNext())
        {
            foreach (var rule in matcher.Match(reader.Record))
                titles.Add(engine.RuleSet.Rules[rule].Title);
        }

        return titles;
    }

    private sealed class Held(byte[] bytes) : EvidenceBytes
    {
        public override long Length => bytes.Length;

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            var length = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
            if (length > 0)
                bytes.AsSpan((int)offset, length).CopyTo(buffer);
            return length;
        }
    }
}
