using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dwell.Case;
using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers;

namespace Dwell.Pipeline.Showing;

/// <summary>
/// Reads cited records again from the evidence: from the file in its place when it still has its hash, else from
/// a file that has the hash wherever it lies now, else from what is in its place now, saying so. No other file is
/// hashed before it must be.
/// </summary>
internal sealed class CitedRecords : IDisposable
{
    private readonly CaseFolder _folder;
    private readonly ImmutableArray<string> _places;
    private readonly Lazy<CaseEvidence> _anywhere;
    private readonly LogFormats _formats = new();
    private readonly RecordSentences _sentences;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, CaseEvidence> _inPlace = new(StringComparer.Ordinal);

    public CitedRecords(
        CaseFolder folder,
        string? evidence,
        IReadOnlyCollection<Citation> cited,
        RecordSentences sentences,
        CancellationToken cancellation)
    {
        _folder = folder;
        _places = evidence is null ? folder.EvidencePaths : [Path.GetFullPath(evidence)];
        _anywhere = new Lazy<CaseEvidence>(() => CaseEvidence.Open(folder, evidence, cited, options: null, cancellation));
        _sentences = sentences;
        _cancellation = cancellation;
    }

    /// <summary>
    /// The record of a citation as it is now. Throws <see cref="CaseException"/> when none of the places of the
    /// evidence is there.
    /// </summary>
    public ShownRecord Read(Citation citation)
    {
        var inPlace = FileInItsPlace(citation);
        if (inPlace?.Find(citation) is { } item)
            return Read(citation, inPlace.Source, item, isSameFile: true);
        if (_anywhere.Value.Find(citation) is { } moved)
            return Read(citation, _anywhere.Value.Source, moved, isSameFile: true);
        if (inPlace?.Source.Manifest.Items.FirstOrDefault(at => IsAt(at, citation.Locator.Entries)) is { } replacement)
            return Read(citation, inPlace.Source, replacement, isSameFile: false);
        var missing = $"{citation.Path} is not where it lay: say with --evidence where it is now.";
        return new ShownRecord(citation, CitedState.Missing, missing, null, null, [], []);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_anywhere.IsValueCreated)
            _anywhere.Value.Dispose();
        foreach (var opened in _inPlace.Values)
            opened.Dispose();
    }

    private ShownRecord Read(Citation citation, EvidenceSource source, EvidenceItem item, bool isSameFile)
    {
        using var bytes = source.Open(item);
        ImmutableArray<ShownPiece> pieces;
        try
        {
            pieces =
            [
                .. citation.Locator.Pieces.Select(piece => new ShownPiece(
                    piece.Offset, ImmutableCollectionsMarshal.AsImmutableArray(CitedBytes.Read(bytes, piece)))),
            ];
        }
        catch (EndOfStreamException)
        {
            var shorter = $"{citation.Path} has changed since it was taken in: "
                + "it is shorter now, and the cited bytes are gone.";
            return new ShownRecord(citation, CitedState.Changed, shorter, null, null, [], []);
        }

        var isSame = CitedBytes.Hash(bytes, citation.Locator.Pieces) == citation.Sha256;
        var state = !isSame ? CitedState.Changed : isSameFile ? CitedState.Unchanged : CitedState.FileChanged;
        var sentence = SentenceOf(state, citation);
        var shown = new ShownRecord(citation, state, sentence, null, null, [], pieces);
        CitedLogRecord.TryRead(_formats, item, bytes, citation.Locator.Pieces, record =>
            shown = shown with { Time = record.Time, Says = _sentences.Of(record), Fields = FieldsOf(record) });
        return shown;
    }

    private static string SentenceOf(CitedState state, Citation citation) => state switch
    {
        CitedState.Unchanged => "unchanged: these are the bytes that were taken in.",
        CitedState.FileChanged =>
            $"{citation.Path} has changed since it was taken in, but not here: the cited bytes are the same.",
        _ => $"{citation.Path} has changed since it was taken in, and the cited bytes are other ones: "
            + "what follows is what is there now.",
    };

    public static ImmutableArray<ShownField> FieldsOf(LogRecord record)
    {
        var fields = ImmutableArray.CreateBuilder<ShownField>();
        for (var slot = 0; slot < record.Shape.Fields.Length; slot++)
        {
            var count = record.CountAt(slot);
            for (var i = 0; i < count; i++)
            {
                var state = record.Read(slot, i, out var text);
                if (state != FieldState.Absent)
                    fields.Add(new ShownField(record.Shape.Fields[slot], state == FieldState.Text ? text.ToString() : null));
            }
        }

        return fields.ToImmutable();
    }

    private CaseEvidence? FileInItsPlace(Citation citation)
    {
        foreach (var path in _places.Select(place => PathBelow(place, citation)).OfType<string>())
        {
            if (_inPlace.TryGetValue(path, out var opened))
                return opened;
            if (File.Exists(path))
                return _inPlace[path] = CaseEvidence.Open(_folder, path, cited: null, options: null, _cancellation);
        }

        return null;
    }

    // A shown path begins with the last name of the argument under which the file was found; what a case file says never
    // leads out of that argument.
    private static string? PathBelow(string place, Citation citation)
    {
        var inside = string.Concat(citation.Locator.Entries.Select(entry => "!" + entry));
        var shown = citation.Path;
        if (shown.EndsWith(inside, StringComparison.Ordinal))
            shown = shown[..^inside.Length];
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        if (!shown.Contains('/', StringComparison.Ordinal))
            return Path.GetFileName(root) == shown ? root : null;
        var below = shown[(shown.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var path = Path.GetFullPath(Path.Combine(root, below));
        return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }

    private static bool IsAt(EvidenceItem item, ImmutableArray<string> entries) =>
        item.Places.Any(place => place.Entries.SequenceEqual(entries));
}
