using System.Collections.Immutable;
using System.Text;
using Dwell.Model.Evidence;

namespace Dwell.Readers.Zeek;

/// <summary>
/// What the lines that begin with <c>#</c> say of the rows behind them. Immutable: a further directive gives another header. The
/// form is that of Zeek's ASCII writer (Log::WRITER_ASCII): <c>#separator</c> is followed by a blank, the others by the separator.
/// </summary>
internal sealed class ZeekHeader
{
    /// <summary>More fields than this are no Zeek log: the largest has some dozens.</summary>
    public const int MaxFields = 2048;

    // A log whose directives come again and again between rows is cited with the last of them.
    private const int MaxPieces = 32;

    /// <summary>No directive was read.</summary>
    public static readonly ZeekHeader None = new();

    private ZeekHeader()
    {
    }

    private ZeekHeader(ZeekHeader other)
    {
        Separator = other.Separator;
        SetSeparator = other.SetSeparator;
        EmptyField = other.EmptyField;
        UnsetField = other.UnsetField;
        Path = other.Path;
        Fields = other.Fields;
        Types = other.Types;
        Pieces = other.Pieces;
    }

    /// <summary>Between values; a tab unless said otherwise.</summary>
    public byte[] Separator { get; private init; } = "\t"u8.ToArray();

    /// <summary>Between the elements of a set or vector.</summary>
    public byte[] SetSeparator { get; private init; } = ","u8.ToArray();

    /// <summary>What stands for an empty string or container.</summary>
    public byte[] EmptyField { get; private init; } = "(empty)"u8.ToArray();

    /// <summary>What stands for a value that is not set.</summary>
    public byte[] UnsetField { get; private init; } = "-"u8.ToArray();

    /// <summary>The log: <c>conn</c>; empty when it was not said.</summary>
    public string Path { get; private init; } = "";

    /// <summary>The names of the columns; empty when they are not known.</summary>
    public ImmutableArray<string> Fields { get; private init; } = [];

    /// <summary>Their types, in the same order; may be fewer.</summary>
    public ImmutableArray<string> Types { get; private init; } = [];

    /// <summary>Where its lines lie: one run, or several where single directives came again between rows.</summary>
    public ImmutableArray<LocatorPiece> Pieces { get; private init; } = [];

    /// <summary>True when rows can be read.</summary>
    public bool IsUsable => !Fields.IsEmpty;

    /// <summary>A header that stands for lines that are lost.</summary>
    public static ZeekHeader Of(string path, ImmutableArray<string> fields, ImmutableArray<string> types) =>
        new(None) { Path = path, Fields = fields, Types = types };

    /// <summary>
    /// The header with one more line, which begins with <c>#</c> and lies at <paramref name="offset"/> in
    /// <paramref name="length"/> bytes. Lines that say nothing of
    /// rows (<c>#open</c>, <c>#close</c>, anything unknown) change nothing.
    /// </summary>
    public ZeekHeader With(ReadOnlySpan<byte> line, long offset, int length)
    {
        line = line.TrimStart(" \t"u8);
        var isFirst = line.StartsWith("#separator"u8);
        var known = isFirst ? None : this;
        var end = isFirst ? "#separator"u8.Length : EndOfName(line, known.Separator);
        var name = line[..end];
        var value = line[Math.Min(line.Length, end + (isFirst ? 1 : known.Separator.Length))..];
        var changed = name switch
        {
            _ when isFirst => new ZeekHeader(None) { Separator = OrTab(Unescaped(value)) },
            _ when name.SequenceEqual("#set_separator"u8) => new ZeekHeader(known) { SetSeparator = Unescaped(value) },
            _ when name.SequenceEqual("#empty_field"u8) => new ZeekHeader(known) { EmptyField = Unescaped(value) },
            _ when name.SequenceEqual("#unset_field"u8) => new ZeekHeader(known) { UnsetField = Unescaped(value) },
            _ when name.SequenceEqual("#path"u8) => new ZeekHeader(known) { Path = Text(Unescaped(value)) },
            _ when name.SequenceEqual("#fields"u8) => new ZeekHeader(known) { Fields = Split(value, known.Separator), Types = [] },
            _ when name.SequenceEqual("#types"u8) => new ZeekHeader(known) { Types = Split(value, known.Separator) },
            _ => null,
        };
        if (changed is null)
            return this;
        return new ZeekHeader(changed) { Pieces = Joined(isFirst ? [] : Pieces, offset, length) };
    }

    // Lines that follow each other (with #open between them) are one piece.
    private static ImmutableArray<LocatorPiece> Joined(ImmutableArray<LocatorPiece> pieces, long offset, int length)
    {
        const int mostBetween = 64;
        if (pieces.IsEmpty)
            return [new LocatorPiece(offset, length)];
        var last = pieces[^1];
        var end = last.Offset + last.Length;
        return offset >= end && offset - end <= mostBetween && offset + length - last.Offset <= int.MaxValue
            ? pieces.SetItem(pieces.Length - 1, last with { Length = (int)(offset + length - last.Offset) })
            : [.. pieces.Length < MaxPieces ? pieces : pieces.RemoveAt(0), new LocatorPiece(offset, length)];
    }

    // Old and hand-made headers have a blank behind the name.
    private static int EndOfName(ReadOnlySpan<byte> line, byte[] separator)
    {
        var end = line.IndexOf(separator);
        if (end < 0)
            end = line.IndexOfAny(" \t"u8);
        return end < 0 ? line.Length : end;
    }

    private static byte[] OrTab(byte[] separator) => separator.Length == 0 ? None.Separator : separator;

    private static byte[] Unescaped(ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("\\t"u8))
            return None.Separator;
        var plain = new byte[value.Length];
        return plain[..ZeekText.DecodeEscapes(value, plain)];
    }

    private static ImmutableArray<string> Split(ReadOnlySpan<byte> value, byte[] separator)
    {
        // A separator at the very end is no further column.
        if (value.EndsWith(separator))
            value = value[..^separator.Length];
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var range in value.Split(separator))
        {
            if (names.Count == MaxFields)
                return [];
            names.Add(Text(value[range]));
        }

        return names.ToImmutable();
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
