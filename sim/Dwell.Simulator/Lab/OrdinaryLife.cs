using Dwell.Simulator.Evtx;

namespace Dwell.Simulator.Lab;

/// <summary>What happens in the organisation anyway.</summary>
internal static class OrdinaryLife
{
    private const int Seed = 20260302;

    private static readonly (string Image, string Company, string Address, string Name)[] Programs =
    [
        (@"C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE", "Microsoft Corporation", "198.51.100.33",
            "mail.provider.example"),
        (@"C:\Program Files\Mozilla Firefox\firefox.exe", "Mozilla Corporation", "198.51.100.33",
            "www.optics-news.example"),
        (@"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE", "Microsoft Corporation", "", ""),
        (@"C:\Program Files\Lenswright\lenswright.exe", "Lenswright AG", "", ""),
        (@"C:\Windows\System32\notepad.exe", "Microsoft Corporation", "", ""),
    ];

    private static readonly string[] Services =
        ["Windows Update", "Background Intelligent Transfer Service", "Windows Modules Installer", "Windows Time"];

    public static void Write(LabScenario lab)
    {
        var random = new Random(Seed);
        for (var day = 0; day < LabScenario.Days; day++)
        {
            foreach (var host in lab.Hosts)
                HostDay(host, day, random);
            UserDay(lab, lab.Adele, LabAccounts.Adele, day, random);
            UserDay(lab, lab.Bruno, LabAccounts.Bruno, day, random);
            ServerDay(lab, day, random);
        }

        Installations(lab);
    }

    /// <summary>Processes that every host has from its start on.</summary>
    public static LabProcess Core(string image, uint id) =>
        new(id, LabScenario.Start, image, image, LabAccounts.System);

    private static void HostDay(LabHost host, int day, Random random)
    {
        var morning = LabScenario.At(day, 6, 20).AddSeconds(random.Next(600));
        if (day is 0 or 3)
        {
            host.LogServiceSays(morning, 6006);
            host.LogServiceSays(morning.AddMinutes(2), 6005);
        }

        host.LogServiceSays(LabScenario.At(day, 12, 0), 6013, "", "", "", "",
            (21_600 + (day * 86_400)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var service in Services)
        {
            var at = LabScenario.At(day, 7 + random.Next(9), random.Next(60), random.Next(60));
            host.ServiceState(at, service, "running");
            host.ServiceState(at.AddMinutes(4), service, "stopped");
        }

        host.Logon(morning.AddMinutes(3), LabAccounts.System, 5, 0x3E7);
        if (host.HasSysmon)
            SystemProcesses(host, day, random);
    }

    private static void SystemProcesses(LabHost host, int day, Random random)
    {
        var services = Core(@"C:\Windows\System32\services.exe", 648);
        var at = LabScenario.At(day, 7, random.Next(60), random.Next(60));
        var update = host.Start(at, 3000 + (uint)random.Next(4000), @"C:\Windows\System32\svchost.exe",
            @"C:\Windows\system32\svchost.exe -k netsvcs -p -s wuauserv", services, LabAccounts.System, 0x3E7,
                "System");
        host.AskName(at.AddSeconds(2), update, "updates.vendor.example", LabScenario.UpdateServer);
        host.Connect(at.AddSeconds(3), update, LabScenario.UpdateServer, 443);
        host.Start(at.AddMinutes(9), 3000 + (uint)random.Next(4000), @"C:\Windows\System32\taskhostw.exe",
            "taskhostw.exe", update,
            LabAccounts.System, 0x3E7, "System");
    }

    private static void UserDay(LabScenario lab, LabHost host, LabAccount who, int day, Random random)
    {
        var session = (ulong)(0x52000 + (day * 0x1100) + random.Next(0x100));
        var at = LabScenario.At(day, 7, 40 + random.Next(20), random.Next(60));
        lab.DomainController.TicketGranted(at, who, host.Address);
        lab.DomainController.ServiceTicket(at.AddSeconds(1), who, host.Name + "$", host.Address);
        host.Logon(at.AddSeconds(2), who, 2, session);
        var shell = host.Start(at.AddSeconds(8), 4000 + (uint)random.Next(2000), @"C:\Windows\explorer.exe",
            @"C:\Windows\Explorer.EXE",
            Core(@"C:\Windows\System32\userinit.exe", 4420), who, session);

        foreach (var program in Programs)
        {
            var started = at.AddMinutes(5 + random.Next(420)).AddSeconds(random.Next(60));
            var process = host.Start(started, 5000 + (uint)random.Next(9000), program.Image, $"\"{program.Image}\"",
                shell, who, session,
                company: program.Company);
            if (program.Address.Length == 0)
                continue;
            host.AskName(started.AddSeconds(2), process, program.Name, program.Address);
            host.Connect(started.AddSeconds(2), process, program.Address, 443);
        }

        OpenShare(lab, host, who, day, random);
        Unlocks(host, who, day, session, random);
        host.Logoff(LabScenario.At(day, 17, 5 + random.Next(30)), who, 2, session);
    }

    private static void OpenShare(LabScenario lab, LabHost host, LabAccount who, int day, Random random)
    {
        var session = (ulong)(0x91000 + (day * 0x2000) + random.Next(0x1000));
        var at = LabScenario.At(day, 8, 10 + random.Next(40), random.Next(60));
        lab.DomainController.ServiceTicket(at, who, "FS01$", host.Address);
        lab.FileServer.Logon(at.AddSeconds(1), who, 3, session, host.Address);
        for (var file = 0; file < 3; file++)
        {
            lab.FileServer.UseShare(at.AddMinutes(1 + (file * 40) + random.Next(30)), who, session, host.Address,
                "Projects",
                $@"Lens-7\drawing-{random.Next(10, 99)}.dwg", 0x1, "%%4416\n\t\t\t\t");
        }

        lab.FileServer.Logoff(at.AddHours(8), who, 3, session);
    }

    private static void Unlocks(LabHost host, LabAccount who, int day, ulong session, Random random)
    {
        for (var pause = 0; pause < 2; pause++)
        {
            var at = LabScenario.At(day, 10 + (pause * 3), random.Next(60), random.Next(60));
            host.Logon(at, who, 7, session + 0x20 + (ulong)pause);
            host.Logoff(at.AddSeconds(1), who, 7, session + 0x20 + (ulong)pause);
        }
    }

    private static void ServerDay(LabScenario lab, int day, Random random)
    {
        var server = lab.FileServer;
        if (day < LabScenario.Days - 1)
            NightlyBackup(server, day, random);

        // Administration in the afternoon, over remote desktop from the second workstation.
        var at = LabScenario.At(day, 13, random.Next(60), random.Next(60));
        var session = (ulong)(0xC1000 + (day * 0x300));
        lab.DomainController.TicketGranted(at, LabAccounts.Carla, lab.Bruno.Address);
        lab.DomainController.Logon(at.AddMinutes(20), LabAccounts.Carla, 3, session + 0x77, lab.Bruno.Address,
            elevated: true);
        server.Logon(at.AddSeconds(5), LabAccounts.Carla, 10, session, lab.Bruno.Address, workstation: server.Name,
            elevated: true);
        var shell = server.Start(at.AddSeconds(20), 6100 + (uint)day, @"C:\Windows\explorer.exe",
            "C:\\Windows\\Explorer.EXE",
            Core(@"C:\Windows\System32\userinit.exe", 5120), LabAccounts.Carla, session, "High");
        server.Start(at.AddMinutes(2), 6300 + (uint)day, @"C:\Windows\System32\mmc.exe",
            @"""C:\Windows\system32\mmc.exe"" ""C:\Windows\system32\compmgmt.msc""", shell, LabAccounts.Carla,
                session, "High");
        server.Logoff(at.AddMinutes(35), LabAccounts.Carla, 10, session);
    }

    // The service account logs on, its program talks to the store of its vendor.
    private static void NightlyBackup(LabHost server, int day, Random random)
    {
        var services = Core(@"C:\Windows\System32\services.exe", 648);
        var night = LabScenario.At(day, 22, 0, random.Next(60));
        server.Logon(night, LabAccounts.Backup, 5, (ulong)(0xA0000 + day), elevated: true);
        var agent = server.Start(night.AddSeconds(1), 2600 + (uint)day, @"C:\Program Files\Vendor Backup\agent.exe",
            "\"C:\\Program Files\\Vendor Backup\\agent.exe\" --nightly", services, LabAccounts.Backup,
                (ulong)(0xA0000 + day), "High", "Vendor Ltd");
        server.AskName(night.AddMinutes(1), agent, "store.vendor.example", LabScenario.UpdateServer);
        server.Connect(night.AddMinutes(1).AddSeconds(1), agent, LabScenario.UpdateServer, 443);
    }

    private static void Installations(LabScenario lab)
    {
        // A product that the administrator installs, and a task of an updater: both are what they seem.
        lab.FileServer.InstallService(LabScenario.At(0, 13, 12), "Vendor Backup Agent",
            "\"C:\\Program Files\\Vendor Backup\\agent.exe\" --service",
            "auto start", LabAccounts.Carla, 0xC1000);
        lab.Adele.InstallService(LabScenario.At(1, 9, 2), "Lenswright Licence Service",
            "\"C:\\Program Files\\Lenswright\\licence.exe\"",
            "auto start", LabAccounts.Carla, 0x6F000);

        for (var day = 0; day < LabScenario.Days; day++)
        {
            var at = LabScenario.At(day, 11, 30);
            const string Task = @"\Microsoft\Windows\Defrag\ScheduledDefrag";
            lab.Adele.Task(at, 129, Task, ("Path", @"%windir%\system32\defrag.exe"),
                ("ProcessID", EventValue.UInt32(7000 + (uint)day)),
                ("Priority", EventValue.UInt32(16384)));
            lab.Adele.Task(at.AddSeconds(1), 200, Task, ("ActionName", @"%windir%\system32\defrag.exe"),
                ("TaskInstanceId", EventValue.Guid(lab.Adele.ProcessGuid(7000, at))));
            lab.Adele.Task(at.AddMinutes(3), 201, Task,
                ("TaskInstanceId", EventValue.Guid(lab.Adele.ProcessGuid(7000, at))),
                ("ActionName", @"%windir%\system32\defrag.exe"), ("ResultCode", EventValue.UInt32(0)));
            var script = Core(@"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", 7300 + (uint)day);
            lab.Adele.ScriptBlock(LabScenario.At(day, 9, 15), script,
                "Get-Service -Name 'Lenswright*' | Select-Object Name, Status");
        }
    }
}
