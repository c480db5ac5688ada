using System.Collections.Immutable;
using Dwell.Model.Answers;

namespace Dwell.Evidence.Walking;

/// <summary>
/// A file to be read: its full path, and the paths shown (several where arguments overlap).
/// </summary>
internal sealed record FoundFile(string FullPath, List<string> ShownPaths);

/// <summary>
/// Finds the files below the arguments. Links inside of folders are not followed and special files not
/// opened: both are listed as rejected.
/// </summary>
internal sealed class EvidenceWalk
{
    /// <summary>The context file's name at the root of the evidence.</summary>
    public const string ContextFileName = "evidence.yml";

    private const string GoneOrUnnameable = "gone since it was listed, or its name can't be expressed";

    // These systems take A and a for the same name, as a rule.
    private static readonly StringComparison OfPaths = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        ? StringComparison.OrdinalIgnoreCase
        : StringComparison.Ordinal;

    private readonly Dictionary<string, FoundFile> _files = new(StringComparer.Ordinal);
    private readonly List<RejectedEvidence> _rejected = [];
    private readonly string? _contextFile;
    private readonly string? _caseFolder;
    private readonly ImmutableHashSet<long>? _onlySizes;

    private EvidenceWalk(EvidenceOptions options)
    {
        _contextFile = options.ContextFile is null ? null : Path.GetFullPath(options.ContextFile);
        _caseFolder = options.CaseFolder is null ? null : FullPathOf(options.CaseFolder);
        _onlySizes = options.OnlySizes;
    }

    /// <summary>
    /// All files below <paramref name="paths"/> in ordinal order of the full path, and what can't be read.
    /// Throws <see cref="FileNotFoundException"/> for an argument that doesn't exist.
    /// </summary>
    public static (List<FoundFile> Files, List<RejectedEvidence> Rejected) Find(
        IEnumerable<string> paths, EvidenceOptions options, CancellationToken cancellation)
    {
        var walk = new EvidenceWalk(options);
        // An argument given twice is one argument.
        foreach (var path in paths.Select(FullPathOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            walk.FindBelow(path, cancellation);
        return ([.. walk._files.Values.OrderBy(file => file.FullPath, StringComparer.Ordinal)], walk._rejected);
    }

    private static string FullPathOf(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private void FindBelow(string argument, CancellationToken cancellation)
    {
        // The last name of "/" is empty: what lies below is then shown without one.
        var shown = Path.GetFileName(argument);
        if (File.Exists(argument))
        {
            if (shown != ContextFileName)
                AddFile(new FileInfo(argument), shown);
            return;
        }

        if (!Directory.Exists(argument))
            throw new FileNotFoundException($"There is no file or folder '{argument}'.", argument);

        var folders = new Stack<(DirectoryInfo Folder, string Shown)>();
        folders.Push((new DirectoryInfo(argument), shown));
        while (folders.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            var entries = ListOf(next.Folder, next.Shown);
            var isCase = CaseMark.IsIn(entries);
            if (isCase)
                _rejected.Add(new RejectedEvidence(next.Shown, "a case of Dwell: the files of the case are not evidence"));
            foreach (var entry in entries)
            {
                if (isCase && CaseMark.Names.Contains(entry.Name))
                    continue;
                var entryShown = next.Shown.Length == 0 ? entry.Name : next.Shown + "/" + entry.Name;
                if (IsUnknown(entry))
                    _rejected.Add(new RejectedEvidence(entryShown, GoneOrUnnameable));
                else if (IsLink(entry))
                    _rejected.Add(new RejectedEvidence(entryShown, "symbolic link: not followed"));
                else if (entry is DirectoryInfo folder)
                    PushUnlessCase(folders, folder, entryShown);
                else if (next.Folder.FullName != argument || entry.Name != ContextFileName)
                    AddFile((FileInfo)entry, entryShown);
            }
        }
    }

    private FileSystemInfo[] ListOf(DirectoryInfo folder, string shown)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            _rejected.Add(new RejectedEvidence(shown, "folder can't be listed: " + ReasonOf(exception)));
            return [];
        }
    }

    private void PushUnlessCase(Stack<(DirectoryInfo, string)> folders, DirectoryInfo folder, string shown)
    {
        if (!folder.FullName.Equals(_caseFolder, OfPaths))
            folders.Push((folder, shown));
    }

    private void AddFile(FileInfo file, string shown)
    {
        if (file.FullName.Equals(_contextFile, OfPaths) || _onlySizes?.Contains(file.Length) == false)
            return;
        if (SpecialFile.KindOf(file) is { } kind)
        {
            _rejected.Add(new RejectedEvidence(shown, kind + ": not opened"));
            return;
        }

        if (_files.TryGetValue(file.FullName, out var found))
            found.ShownPaths.Add(shown);
        else
            _files.Add(file.FullName, new FoundFile(file.FullName, [shown]));
    }

    // The platform gives all attributes at once where it finds nothing under the name: a name of bytes that
    // are no UTF-8 can't be said to the system again.
    private static bool IsUnknown(FileSystemInfo entry) => (int)entry.Attributes == -1;

    // On Windows, files that a cloud service keeps elsewhere are reparse points too, but no links.
    private static bool IsLink(FileSystemInfo entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0
        && (!OperatingSystem.IsWindows() || entry.LinkTarget is not null);

    /// <summary>A reason without the path in it, which would differ from machine to machine.</summary>
    internal static string ReasonOf(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "access denied",
        FileNotFoundException or DirectoryNotFoundException => GoneOrUnnameable,
        PathTooLongException => "path too long",
        _ => "read error",
    };
}
