using System.Diagnostics;
using System.Xml.Linq;

namespace Dwell.Simulator.Tests.Evtx;

/// <summary>The reader of Debian's libevtx-utils, as a second opinion.</summary>
internal static class EvtxExport
{
    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "evtxexport"))
            .FirstOrDefault(File.Exists);

    /// <summary>All events as XML; fails the test when the tool complains.</summary>
    public static IReadOnlyList<XElement> Read(byte[] file)
    {
        var path = Path.Combine(Path.GetTempPath(),
            $"dwell-writer-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.evtx");
        try
        {
            File.WriteAllBytes(path, file);
            return Run(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<XElement> Run(string path)
    {
        var start = new ProcessStartInfo(Find()!, ["-f", "xml", path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var message = errors.GetAwaiter().GetResult();
        Assert.True(message.Length == 0, message);
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain("corrupt", output[..Math.Min(200, output.Length)], StringComparison.OrdinalIgnoreCase);

        // The first line is the tool's name; events follow without a common root.
        var events = output[output.IndexOf('\n', StringComparison.Ordinal)..];
        return [.. XElement.Parse("<All>" + events + "</All>").Elements()];
    }
}

/// <summary>A fact that needs evtxexport.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EvtxExportFactAttribute : FactAttribute
{
    public EvtxExportFactAttribute()
    {
        if (EvtxExport.Find() is null)
            Skip = "evtxexport (Debian package libevtx-utils) is not installed";
    }
}
