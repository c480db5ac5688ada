using System.Reflection;

namespace Dwell.Cli;

/// <summary>The version of this program, as <c>dwell --version</c> prints it.</summary>
internal static class DwellVersion
{
    public static string Text { get; } =
        typeof(DwellVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
