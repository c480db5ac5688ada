using System.Text;

namespace Dwell.Sigma;

/// <summary>Finds files of rules (<c>*.yml</c>, <c>*.yaml</c>) on disk.</summary>
public static class RuleFolder
{
    private const string ExampleEnding = ".events.jsonl";

    /// <summary>
    /// All files of rules below a folder, or the one file given, ordered by name (ordinal), so that every machine loads
    /// the same rules in the same order. A file that is too large for <see cref="SigmaLimits.FileChars"/> comes with its
    /// first characters only; loading then gives the reason. Throws <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/> when something can't be read.
    /// </summary>
    public static IReadOnlyList<RuleSource> Read(string path)
    {
        if (File.Exists(path))
            return [ReadFile(Path.GetFileName(path), path)];
        return Find(path, file => Path.GetExtension(file) is ".yml" or ".yaml");
    }

    /// <summary>
    /// The examples beside the rules (<c>*.events.jsonl</c>), ordered by name; those of one rule where a file is given.
    /// Throws as <see cref="Read"/> does.
    /// </summary>
    public static IReadOnlyList<RuleSource> ReadExamples(string path)
    {
        if (!File.Exists(path))
            return Find(path, file => file.EndsWith(ExampleEnding, StringComparison.Ordinal));
        var examples = Path.ChangeExtension(path, null) + ExampleEnding;
        return File.Exists(examples) ? [ReadFile(Path.GetFileName(examples), examples)] : [];
    }

    private static IReadOnlyList<RuleSource> Find(string folder, Func<string, bool> isWanted)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no file or folder '{folder}' to read rules from.");
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(isWanted)
                .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), Path: file))
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => ReadFile(file.Name, file.Path)),
        ];
    }

    private static RuleSource ReadFile(string name, string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var length = new FileInfo(path).Length;
        if (length <= SigmaLimits.FileChars)
            return new RuleSource(name, reader.ReadToEnd());
        var buffer = new char[SigmaLimits.FileChars + 1];
        var read = reader.ReadBlock(buffer);
        return new RuleSource(name, new string(buffer, 0, read));
    }
}
