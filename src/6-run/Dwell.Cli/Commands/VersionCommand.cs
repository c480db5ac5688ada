using System.CommandLine;
using System.Reflection;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell version</c>: the version alone on a line.</summary>
internal static class VersionCommand
{
    public static Command Make(CommandStreams streams)
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ =>
        {
            var assembly = typeof(VersionCommand).Assembly;
            streams.Out.WriteLine(assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
            return ExitCode.Done;
        });
        return command;
    }
}
