using Dwell.Analysis.Facts;
using Dwell.Model.Facts;

namespace Dwell.Analysis.Movement;

/// <summary>Which way of moving a fact shows, in the words of <c>answers.json</c>.</summary>
public static class RemoteMethod
{
    /// <summary>The method that a share access shows by the pipe or file that was opened (MS-SCMR, MS-TSCH, MS-RRP, MS-WMI name their pipes).</summary>
    public static string OfShareAccess(Fact fact)
    {
        var target = ImagePath.NameOf((fact[FactColumn.File] ?? fact[FactColumn.Path] ?? "").ToLowerInvariant());
        return target switch
        {
            "svcctl" => "smb-service",
            "atsvc" => "scheduled-task",
            "winreg" => "registry-remote",
            _ => "smb-file",
        };
    }

    /// <summary>The method that a process shows by what started it; null when its parent is nobody's remote door.</summary>
    public static string? OfProcess(Fact fact)
    {
        var parent = ImagePath.NameOf(ImagePath.Normalise(fact[FactColumn.ParentProcess] ?? ""));
        var parentCommand = fact[FactColumn.ParentCommandLine] ?? "";
        return parent switch
        {
            "wsmprovhost.exe" => "winrm",
            "wmiprvse.exe" => "wmi",
            "mmc.exe" or "dllhost.exe" when parentCommand.Contains("-Embedding", StringComparison.OrdinalIgnoreCase) => "dcom",
            _ => null,
        };
    }

    /// <summary>The method that a logon shows by its type (MS-AUTHSOD; 10 is RemoteInteractive, 3 Network).</summary>
    public static string OfLogon(Fact logon) => logon[FactColumn.LogonType] switch
    {
        "10" or "12" => "rdp",
        _ => "network-logon",
    };
}
