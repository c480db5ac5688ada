using System.CommandLine;
using Dwell.Case;

namespace Dwell.Cli.Commands;

/// <summary>The two places that commands on a finished case take.</summary>
internal static class CasePlaces
{
    public static Option<string?> EvidenceOption() =>
        new("--evidence") { Description = "Where the evidence is now (default: where it lay).", HelpName = "DIR" };

    /// <summary>Opens a case; a path that is not there is wrong use, a folder without a finished case is not.</summary>
    public static CaseFolder Open(string caseFolder, string? evidence)
    {
        if (!Directory.Exists(caseFolder))
            throw new WrongUseException($"there is no case folder '{caseFolder}'.");
        if (evidence is not null && !File.Exists(evidence) && !Directory.Exists(evidence))
            throw new WrongUseException($"there is no file or folder '{evidence}'.");
        return CaseFolder.Open(caseFolder);
    }
}
