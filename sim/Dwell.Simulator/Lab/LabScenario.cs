namespace Dwell.Simulator.Lab;

/// <summary>The scenario as a whole: five working days of four hosts of an invented organisation.</summary>
internal sealed class LabScenario
{
    public const string Domain = "halden.example";

    /// <summary>The addresses outside: documentation ranges (RFC 5737).</summary>
    public const string CommandServer = "203.0.113.77";

    public const string DropServer = "198.51.100.140";
    public const string UpdateServer = "198.51.100.20";
    public const string WebServer = "198.51.100.33";

    public LabScenario()
    {
        OrdinaryLife.Write(this);
        Intrusion.Write(this);
        Damage.Write(this);
    }

    /// <summary>Monday; the evidence begins here and ends on Friday evening.</summary>
    public static DateTime Start { get; } = new(2026, 3, 2, 6, 0, 0, DateTimeKind.Utc);

    public static int Days => 5;

    public static DateTime End { get; } = new(2026, 3, 6, 18, 0, 0, DateTimeKind.Utc);

    public LabHost Adele { get; } = new("WS-ADELE", Domain, "10.40.1.21") { HasSysmon = true };

    /// <summary>Only what Windows audits by itself: no process starts, no Sysmon.</summary>
    public LabHost Bruno { get; } = new("WS-BRUNO", Domain, "10.40.1.22");

    public LabHost FileServer { get; } = new("FS01", Domain, "10.40.2.5") { HasSysmon = true, HasFullAudit = true };

    public LabHost DomainController { get; } = new("DC01", Domain, "10.40.2.2");

    public IEnumerable<LabHost> Hosts => [Adele, Bruno, DomainController, FileServer];

    public static DateTime At(int day, int hour, int minute, int second = 0) =>
        Start.Date.AddDays(day).AddHours(hour).AddMinutes(minute).AddSeconds(second);

    // What was written and lost again, and where nothing was recorded: the reason for bounds in the answers.
    private static class Damage
    {
        public static void Write(LabScenario lab)
        {
            // The intruder empties the file server's Security log in the night to Thursday.
            lab.FileServer.Lose("Security", time => time < Intrusion.LogCleared);

            // The domain controller's log is small: its oldest records were overwritten.
            lab.DomainController.Lose("Security", time => time < At(1, 12, 0));

            // On one workstation a stretch of records is missing; the ids jump.
            lab.Bruno.Lose("Security", time => time > At(1, 14, 0) && time < At(2, 8, 30));
        }
    }
}
