using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Dwell.Model.Evidence;

/// <summary>
/// The way from an evidence file to cited bytes, as text: <c>entry!entry!piece+piece</c>. A piece is
/// <c>chunk=,off=,len=,rec=</c> (EVTX), <c>off=,len=,line=</c> (text) or <c>off=,len=</c> (binary). Entry names
/// have <c>%</c>, <c>!</c>, <c>+</c> and control characters percent-encoded as UTF-8, so that the form has one reading.
/// </summary>
public sealed record Locator(ImmutableArray<string> Entries, ImmutableArray<LocatorPiece> Pieces)
{
    /// <inheritdoc/>
    public bool Equals(Locator? other) =>
        other is not null && Entries.SequenceEqual(other.Entries) && Pieces.SequenceEqual(other.Pieces);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Entries.Length, Pieces.IsEmpty ? 0 : Pieces[0].GetHashCode());

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var entry in Entries)
            AppendEscaped(text, entry).Append('!');
        for (var i = 0; i < Pieces.Length; i++)
        {
            if (i > 0)
                text.Append('+');
            AppendPiece(text, Pieces[i]);
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToString"/> writes; false leaves <paramref name="locator"/> null.</summary>
    public static bool TryParse(string text, out Locator? locator)
    {
        locator = null;
        var parts = text.Split('!');
        var pieces = ImmutableArray.CreateBuilder<LocatorPiece>();
        foreach (var pieceText in parts[^1].Split('+'))
        {
            if (!TryParsePiece(pieceText, out var piece))
                return false;
            pieces.Add(piece);
        }

        locator = new Locator([.. parts[..^1].Select(Uri.UnescapeDataString)], pieces.ToImmutable());
        return true;
    }

    private static StringBuilder AppendEscaped(StringBuilder text, string entry)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in entry.EnumerateRunes())
        {
            if (rune.Value is '%' or '!' or '+' || Rune.IsControl(rune))
            {
                var length = rune.EncodeToUtf8(utf8);
                foreach (var b in utf8[..length])
                    text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(rune.ToString());
            }
        }

        return text;
    }

    private static void AppendPiece(StringBuilder text, LocatorPiece piece)
    {
        if (piece.Chunk is { } chunk)
            text.Append(CultureInfo.InvariantCulture, $"chunk={chunk},");
        text.Append(CultureInfo.InvariantCulture, $"off={piece.Offset},len={piece.Length}");
        if (piece.Record is { } record)
            text.Append(CultureInfo.InvariantCulture, $",rec={record}");
        if (piece.Line is { } line)
            text.Append(CultureInfo.InvariantCulture, $",line={line}");
    }

    private static bool TryParsePiece(string text, out LocatorPiece piece)
    {
        long? chunk = null, line = null, offset = null;
        int? length = null;
        ulong? record = null;
        piece = default;
        foreach (var part in text.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !ulong.TryParse(part.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return false;
            var key = part.AsSpan(0, equals);
            if (key is not "rec" && value > long.MaxValue)
                return false;
            switch (key)
            {
                case "chunk": chunk = (long)value; break;
                case "off": offset = (long)value; break;
                case "len" when value <= int.MaxValue: length = (int)value; break;
                case "rec": record = value; break;
                case "line": line = (long)value; break;
                default: return false;
            }
        }

        if (offset is null || length is null)
            return false;
        piece = new LocatorPiece(offset.Value, length.Value, chunk, record, line);
        return true;
    }
}
