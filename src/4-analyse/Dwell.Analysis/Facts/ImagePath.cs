namespace Dwell.Analysis.Facts;

/// <summary>
/// Paths of Windows executables as facts write them: with or without quotes, arguments, drive letter,
/// environment variables and device prefixes. Comparison is by lower-case text.
/// </summary>
public static class ImagePath
{
    private static readonly string[] ExecutableEndings = [".exe", ".dll", ".sys", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".hta", ".scr", ".com", ".pif", ".cpl", ".ocx"];

    private static readonly string[] SystemFolders =
    [
        @"\windows\system32\", @"\windows\syswow64\", @"\windows\winsxs\", @"\windows\servicing\", @"\windows\microsoft.net\",
        @"\windows\systemapps\", @"\windows\immersivecontrolpanel\", @"\windows\explorer.exe", @"\program files\", @"\program files (x86)\",
    ];

    // Below these an ordinary user, or anybody on the network, may write.
    private static readonly string[] WritableFolders =
    [
        @"\users\", @"\documents and settings\", @"\programdata\", @"\temp\", @"\tmp\", @"\windows\temp\", @"\perflogs\", @"\$recycle.bin\", @"\recycler\",
        @"\windows\debug\", @"\windows\tasks\", @"\windows\tracing\", @"\windows\system32\spool\drivers\color\", @"\windows\system32\tasks\",
        @"\inetpub\", @"\intel\", @"\appdata\",
    ];

    private static readonly string[] Interpreters =
    [
        "cmd.exe", "powershell.exe", "pwsh.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe", "msbuild.exe",
        "svchost.exe", "conhost.exe", "explorer.exe", "dllhost.exe", "taskhostw.exe", "python.exe", "pythonw.exe", "node.exe", "java.exe", "javaw.exe",
        "perl.exe", "ruby.exe", "wsl.exe", "bash.exe", "ssh.exe", "dotnet.exe", "installutil.exe", "bitsadmin.exe", "certutil.exe", "wmic.exe", "forfiles.exe", "msiexec.exe", "%comspec%",
    ];

    // Before a path they name the device namespace (Microsoft Learn, "Naming Files, Paths, and Namespaces"), no share.
    private static readonly string[] DevicePrefixes = [@"\??\", @"\\?\", @"\\.\"];

    /// <summary>
    /// The program of a command line, normalised: quotes, <c>\??\</c>, <c>\\?\</c> and <c>\SystemRoot</c> prefixes gone, environment
    /// variables of the system resolved to their usual place, lower case. Empty text gives empty.
    /// </summary>
    public static string OfCommandLine(string commandLine)
    {
        var text = commandLine.Trim();
        if (text.StartsWith('"'))
        {
            var close = text.IndexOf('"', 1);
            return Normalise(close > 0 ? text[1..close] : text[1..]);
        }

        // Without quotes a path may hold blanks: the first known ending followed by a blank or the end closes it.
        var best = -1;
        foreach (var ending in ExecutableEndings)
        {
            for (var at = text.IndexOf(ending, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(ending, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var end = at + ending.Length;
                if (end == text.Length || text[end] is ' ' or ',' or '\t' or '"')
                {
                    best = best < 0 ? end : Math.Min(best, end);
                    break;
                }
            }
        }

        if (best > 0)
            return Normalise(text[..best]);
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return Normalise(blank > 0 ? text[..blank] : text);
    }

    /// <summary>A path in lower case without prefixes, the system's variables resolved.</summary>
    public static string Normalise(string path)
    {
        var text = path.Trim().Trim('"').Replace('/', '\\').ToLowerInvariant();
        foreach (var prefix in DevicePrefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
                text = text[prefix.Length..];
        }

        if (text.StartsWith(@"unc\", StringComparison.Ordinal))
            text = @"\\" + text[4..];
        text = text.Replace("%systemroot%", @"c:\windows", StringComparison.Ordinal)
            .Replace("%windir%", @"c:\windows", StringComparison.Ordinal)
            .Replace("%comspec%", @"c:\windows\system32\cmd.exe", StringComparison.Ordinal)
            .Replace("%programdata%", @"c:\programdata", StringComparison.Ordinal)
            .Replace("%programfiles%", @"c:\program files", StringComparison.Ordinal);
        if (text.StartsWith(@"\systemroot\", StringComparison.Ordinal))
            text = @"c:\windows" + text[11..];
        return text.StartsWith(@"system32\", StringComparison.Ordinal) ? @"c:\windows\" + text : text;
    }

    /// <summary>The file name of a normalised path.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('\\') + 1)..];

    /// <summary>True below a folder of the system or of installed programs; writable folders inside of those are not.</summary>
    public static bool IsInSystemFolder(string normalised) => !IsInWritableFolder(normalised) && ContainsAny(normalised, SystemFolders);

    /// <summary>True where ordinary users may write, and for anything that is run from a share.</summary>
    public static bool IsInWritableFolder(string normalised) =>
        normalised.StartsWith(@"\\", StringComparison.Ordinal) || ContainsAny(normalised, WritableFolders);

    /// <summary>True for programs that run what their arguments say.</summary>
    public static bool IsInterpreter(string normalised)
    {
        var name = NameOf(normalised);
        foreach (var interpreter in Interpreters)
        {
            if (name == interpreter || name + ".exe" == interpreter)
                return true;
        }

        return false;
    }

    private static bool ContainsAny(string text, string[] parts)
    {
        foreach (var part in parts)
        {
            if (text.Contains(part, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
