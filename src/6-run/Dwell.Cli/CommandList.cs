using System.CommandLine;
using Dwell.Cli.Commands;

namespace Dwell.Cli;

/// <summary>All commands, in the order in which the help lists them.</summary>
internal static class CommandList
{
    /// <summary>New command objects that write to <paramref name="streams"/>.</summary>
    public static IEnumerable<Command> All(CommandStreams streams)
    {
        yield return InvestigateCommand.Make(streams);
        yield return EvtxCommand.Make(streams);
        yield return ShowCommand.Make(streams);
        yield return SearchCommand.Make(streams);
        yield return PivotCommand.Make(streams);
        yield return StackCommand.Make(streams);
        yield return SqlCommand.Make(streams);
        yield return ExportCommand.Make(streams);
        yield return VerifyCommand.Make(streams);
        yield return SigmaCommand.Make(streams);
    }
}
