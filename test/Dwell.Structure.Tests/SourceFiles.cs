using Dwell.Tests;

namespace Dwell.Structure.Tests;

/// <summary>The files of the checkout that belong to the project: what a build or an editor leaves behind is not among them.</summary>
internal static class SourceFiles
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal) { ".git", "artifacts", "out", "node_modules", ".vs", ".idea", ".vscode", "bin", "obj" };

    /// <summary>Paths below the root with <c>/</c>, sorted.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Walk(new DirectoryInfo(Repository.Root)).Order(StringComparer.Ordinal)];

    public static string FullPath(string path) => Path.Combine(Repository.Root, path);

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => file.Name != ".git"))
            yield return Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/');
        foreach (var file in folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk))
            yield return file;
    }
}
