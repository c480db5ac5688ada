namespace Dwell.Simulator.Lab;

/// <summary>An account of the invented organisation.</summary>
internal sealed record LabAccount(string Name, string Domain, string Sid)
{
    public string FullName => Domain + "\\" + Name;
}

/// <summary>Who works there.</summary>
internal static class LabAccounts
{
    public const string Domain = "HALDEN";
    public const string SystemSid = "S-1-5-18";
    private const string DomainSid = "S-1-5-21-2801554400-913377201-1666060606";

    public static readonly LabAccount Adele = new("adele.voss", Domain, DomainSid + "-1121");
    public static readonly LabAccount Bruno = new("bruno.kant", Domain, DomainSid + "-1122");
    public static readonly LabAccount Carla = new("it-carla", Domain, DomainSid + "-1107");
    public static readonly LabAccount Backup = new("svc-backup", Domain, DomainSid + "-1140");
    public static readonly LabAccount System = new("SYSTEM", "NT AUTHORITY", SystemSid);
}
