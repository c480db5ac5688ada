using System.Collections.Frozen;

namespace Dwell.Evidence.Walking;

/// <summary>
/// Tells a folder that holds a case of Dwell, finished or not. What Dwell wrote is not evidence, by whatever
/// path it is reached; what else lies there is, or a planted mark would hide logs.
/// </summary>
public static class CaseMark
{
    /// <summary>The file that is written last into a case.</summary>
    public const string Seal = "case.json";

    /// <summary>The folder in which a run writes until it is done.</summary>
    public const string Unfinished = ".unfinished";

    // The schema is the first member of a seal.
    private const int HeadBytes = 256;

    /// <summary>The names in a case folder that are Dwell's own.</summary>
    public static FrozenSet<string> Names { get; } = FrozenSet.ToFrozenSet(
        [
            Seal, Unfinished, "answers.json", "coverage.json", "evidence.blocks", "evidence.json", "findings.jsonl",
            "journal.jsonl", "report.html", "run.json",
        ],
        StringComparer.Ordinal);

    /// <summary>
    /// True when one of the <paramref name="entries"/> of a folder is a seal or the mark of an unfinished run.
    /// </summary>
    internal static bool IsIn(ReadOnlySpan<FileSystemInfo> entries)
    {
        foreach (var entry in entries)
        {
            if (entry is DirectoryInfo ? entry.Name == Unfinished : entry.Name == Seal && IsSeal((FileInfo)entry))
                return true;
        }

        return false;
    }

    private static bool IsSeal(FileInfo file)
    {
        // A pipe has no length; a link may lead anywhere.
        if (!file.Exists || file.Length == 0 || file.LinkTarget is not null)
            return false;
        try
        {
            using var bytes = FileBytes.Open(file.FullName);
            Span<byte> head = stackalloc byte[HeadBytes];
            head = head[..bytes.ReadAt(0, head)];
            return head.IndexOf("\"schema\""u8) >= 0 && head.IndexOf("\"dwell/case/"u8) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
