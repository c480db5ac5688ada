using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Case.Json;
using Dwell.Model.Evidence;

namespace Dwell.Case;

/// <summary>
/// A finding as a case holds it. <paramref name="Json"/> is its whole line; the citations are also given as
/// values.
/// </summary>
public sealed record StoredFinding(string Id, JsonElement Json, ImmutableArray<Citation> Citations);

/// <summary>A finished case, for reading.</summary>
public sealed class CaseFolder
{
    private CaseFolder(string folder, CaseSeal seal)
    {
        Folder = folder;
        Seal = seal;
        (EvidencePaths, ContextPath) = RunJson.ReadPlaces(PathOf(CaseFiles.Run));
    }

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>Where the evidence lay when the case was made; empty when <c>run.json</c> is gone.</summary>
    public ImmutableArray<string> EvidencePaths { get; }

    /// <summary>The context file that was used, where it lay then.</summary>
    public string? ContextPath { get; }

    /// <summary>True when everything that was found could be read to its end when the case was made.</summary>
    public bool IsComplete => RunJson.ReadComplete(PathOf(CaseFiles.Run));

    internal CaseSeal Seal { get; }

    /// <summary>
    /// Opens a case. Throws <see cref="CaseException"/> when the folder holds none, or one that was not
    /// finished.
    /// </summary>
    public static CaseFolder Open(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var seal = Path.Combine(full, CaseFiles.Seal);
        if (File.Exists(seal))
            return new CaseFolder(full, CaseSeal.Read(seal));
        throw new CaseException(Directory.Exists(Path.Combine(full, CaseFiles.Unfinished))
            ? $"The case in '{folder}' was not finished: run investigate again with the same arguments."
            : $"There is no case in '{folder}'.");
    }

    /// <summary>The full path of one of the files that <see cref="CaseFiles"/> names.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>
    /// The seven answers as written; the caller disposes. Throws <see cref="CaseException"/> when damaged.
    /// </summary>
    public JsonDocument ReadAnswers()
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(PathOf(CaseFiles.Answers)));
        }
        catch (Exception exception) when (JsonText.IsMalformed(exception))
        {
            throw new CaseException($"'{PathOf(CaseFiles.Answers)}' is missing or damaged.", exception);
        }
    }

    /// <summary>
    /// All findings, in the order of the file. Throws <see cref="CaseException"/> at the first damaged line.
    /// </summary>
    public IEnumerable<StoredFinding> ReadFindings()
    {
        var path = PathOf(CaseFiles.Findings);
        if (!File.Exists(path))
            throw new CaseException($"'{path}' is missing.");
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            yield return ReadFinding(line, path, number);
        }
    }

    private static StoredFinding ReadFinding(string line, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var finding = document.RootElement.Clone();
            return new StoredFinding(
                finding.GetProperty("id").GetString()!,
                finding,
                [.. finding.GetProperty("citations").EnumerateArray().Select(ReadCitation)]);
        }
        catch (Exception exception) when (JsonText.IsMalformed(exception))
        {
            throw new CaseException($"Line {number} of '{path}' is damaged.", exception);
        }
    }

    private static Citation ReadCitation(JsonElement citation) => new(
        JsonText.Digest(citation.GetProperty("evidence")),
        Locator.TryParse(citation.GetProperty("locator").GetString()!, out var locator)
            ? locator!
            : throw new FormatException($"'{citation.GetProperty("locator").GetString()}' is no locator."),
        JsonText.Digest(citation.GetProperty("sha256")),
        citation.GetProperty("path").GetString()!);
}
