using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Pipeline.Running;
using Dwell.Simulator.Evtx;
using Dwell.Simulator.Lab;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

/// <summary>Healthy organisations: no yes and no likely, whatever is audited.</summary>
public sealed class OrdinaryLogsTests
{
    private const string Explorer = @"C:\Windows\explorer.exe";
    private const string Host = @"C:\Windows\System32\svchost.exe";

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_healthy_network_gets_no_yes_and_no_likely(bool sysmon, bool fullAudit)
    {
        using var folder = new TempFolder();
        Write(folder, sysmon, fullAudit);

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.All(result.Answers!.Answers, answer => Assert.True(answer.State >= AnswerState.Bounded, Told(result, answer)));
        Assert.Empty(result.Of<BackdoorAnswer>().Items);
        Assert.DoesNotContain(result.Findings, finding => finding.Severity >= Severity.High);
    }

    [Fact]
    public async Task Default_auditing_leaves_the_first_question_open()
    {
        using var folder = new TempFolder();
        Write(folder, sysmon: false, fullAudit: false);

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.Equal(AnswerState.NotDeterminable, result.StateOf(Question.Backdoor));
        Assert.Contains(result.Answers!.Limits, limit => limit.Questions.Contains(Question.Backdoor));
    }

    private static string Told(InvestigationResult result, Answer answer) =>
        $"{answer.Question} is {answer.State}: " + string.Join("; ", result.Findings.Take(5).Select(finding => finding.Title));

    private static void Write(TempFolder folder, bool sysmon, bool fullAudit)
    {
        LabHost pc = new("PC-7", "corp.example", "10.9.1.7") { HasSysmon = sysmon, HasFullAudit = fullAudit };
        LabHost server = new("SRV-2", "corp.example", "10.9.2.2") { HasSysmon = sysmon, HasFullAudit = fullAudit };
        for (var day = 0; day < 5; day++)
            Day(pc, server, new DateTime(2026, 2, 2, 8, 0, 0, DateTimeKind.Utc).AddDays(day), (uint)day);
        Install(server, new DateTime(2026, 2, 3, 13, 0, 0, DateTimeKind.Utc));

        ulong first = 500;
        foreach (var host in new[] { pc, server })
        {
            foreach (var (file, events) in host.Files(first += 1_000, Mark))
                folder.Write($"e/{host.Name}/{file}", EvtxWriter.ToBytes(events));
        }
    }

    private static void Day(LabHost pc, LabHost server, DateTime at, uint day)
    {
        LabAccount user = LabAccounts.Adele, admin = LabAccounts.Carla, system = LabAccounts.System;
        var services = OrdinaryLife.Core(@"C:\Windows\System32\services.exe", 640);
        foreach (var host in new[] { pc, server })
        {
            host.LogServiceSays(at, 6005);
            host.Logon(at.AddSeconds(3), system, 5, 0x3E7, elevated: true);
            foreach (var name in new[] { "Windows Update", "Windows Modules Installer", "Background Intelligent Transfer Service" })
                host.ServiceState(at.AddMinutes(5), name, "running");
            var update = host.Start(at.AddMinutes(6), 3_000 + day, Host, Host + " -k netsvcs -p -s wuauserv", services, system, 0x3E7, "System");
            host.AskName(at.AddMinutes(6).AddSeconds(1), update, "updates.vendor.example", "198.51.100.20");
            host.Connect(at.AddMinutes(6).AddSeconds(2), update, "198.51.100.20", 443);
            host.WriteFile(at.AddMinutes(7), update, @"C:\Windows\SoftwareDistribution\Download\a.cab");
            host.Task(at.AddMinutes(9), 129, @"\Microsoft\Windows\Defrag\ScheduledDefrag", ("Path", @"%windir%\system32\defrag.exe"),
                ("ProcessID", EventValue.UInt32(7_000 + day)), ("Priority", EventValue.UInt32(16_384)));
        }

        pc.Logon(at.AddMinutes(10), user, 2, 0x51000 + day);
        var shell = pc.Start(at.AddMinutes(10).AddSeconds(9), 4_000 + day, Explorer, Explorer, OrdinaryLife.Core(@"C:\Windows\System32\userinit.exe", 4_420), user, 0x51000 + day);
        var browser = pc.Start(at.AddMinutes(20), 5_000 + day, @"C:\Program Files\Mozilla Firefox\firefox.exe", "\"C:\\Program Files\\Mozilla Firefox\\firefox.exe\"", shell, user, 0x51000 + day);
        pc.AskName(at.AddMinutes(20).AddSeconds(2), browser, "www.news.example", "198.51.100.33");
        pc.Connect(at.AddMinutes(20).AddSeconds(3), browser, "198.51.100.33", 443);
        pc.ScriptBlock(at.AddMinutes(30), browser, "Get-Service | Where-Object Status -eq 'Running'");
        server.Logon(at.AddMinutes(40), user, 3, 0x91000 + day, pc.Address);
        server.UseShare(at.AddMinutes(41), user, 0x91000 + day, pc.Address, "Plans", $@"2026\plan-{day}.docx", 0x1, "%%4416\n\t\t\t\t");
        server.Logon(at.AddMinutes(60), admin, 10, 0xC1000 + day, "10.9.1.9", elevated: true);
        var desk = server.Start(at.AddMinutes(61), 6_100 + day, Explorer, Explorer, OrdinaryLife.Core(@"C:\Windows\System32\userinit.exe", 5_120), admin, 0xC1000 + day, "High");
        server.Start(at.AddMinutes(62), 6_300 + day, @"C:\Windows\System32\mmc.exe", @"""C:\Windows\system32\mmc.exe"" services.msc", desk, admin, 0xC1000 + day, "High");
        server.Logoff(at.AddMinutes(90), admin, 10, 0xC1000 + day);
        pc.Logoff(at.AddHours(9), user, 2, 0x51000 + day);
    }

    // An administrator installs a product, which then runs and talks to its vendor.
    private static void Install(LabHost server, DateTime at)
    {
        const string Agent = @"C:\Program Files\Vendor Monitor\agent.exe";
        server.InstallService(at, "Vendor Monitor", $"\"{Agent}\" --service", "auto start", LabAccounts.Carla, 0xC1001);
        var agent = server.Start(at.AddSeconds(4), 2_600, Agent, $"\"{Agent}\" --service", OrdinaryLife.Core(@"C:\Windows\System32\services.exe", 640), LabAccounts.System, 0x3E7, "System", "Vendor Ltd");
        server.Connect(at.AddSeconds(9), agent, "198.51.100.20", 443);
    }

    private static WindowsEvent Mark(LabProvider provider) => new()
    {
        Provider = LabSample.MarkProvider,
        EventId = 1,
        TimeUtc = default,
        RecordId = 0,
        Channel = provider.Channel,
        Computer = "",
        Data = [("Mark", LabSample.Mark), ("Scenario", "healthy")],
    };
}
