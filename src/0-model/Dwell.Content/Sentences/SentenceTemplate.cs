using System.Collections.Immutable;

namespace Dwell.Content.Sentences;

/// <summary>
/// A sentence with places for values: <c>{name}</c>, <c>{name|word for when it is absent}</c>, and parts in
/// <c>[ ]</c> that
/// are left out when a value in them is absent. Parts don't nest.
/// </summary>
public sealed class SentenceTemplate
{
    private SentenceTemplate(string text, ImmutableArray<Part> parts)
    {
        Text = text;
        Parts = parts;
    }

    /// <summary>The template as written.</summary>
    public string Text { get; }

    /// <summary>Its parts, in order.</summary>
    public ImmutableArray<Part> Parts { get; }

    /// <summary>All names of values.</summary>
    public IEnumerable<string> Names =>
        Parts.SelectMany(part => part.Pieces).Where(piece => piece.IsValue).Select(piece => piece.Text);

    /// <summary>
    /// Reads a template; throws <see cref="FormatException"/> with what is wrong when brackets don't pair.
    /// </summary>
    public static SentenceTemplate Parse(string text)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var optional = rest[0] == '[';
            var end = optional ? rest.IndexOf(']') : rest.IndexOf('[');
            if (optional && end < 0)
                throw new FormatException($"Found '[' without ']' in '{text}'.");
            var length = end < 0 ? rest.Length : end;
            parts.Add(new Part(optional, ParsePieces(optional ? rest[1..length] : rest[..length], text)));
            rest = rest[(optional ? length + 1 : length)..];
        }

        return new SentenceTemplate(text, parts.ToImmutable());
    }

    private static ImmutableArray<Piece> ParsePieces(ReadOnlySpan<char> rest, string whole)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('{');
            if (open != 0)
            {
                var length = open < 0 ? rest.Length : open;
                pieces.Add(new Piece(IsValue: false, rest[..length].ToString(), null));
                rest = rest[length..];
                continue;
            }

            var close = rest.IndexOf('}');
            if (close < 0)
                throw new FormatException($"Found '{{' without '}}' in '{whole}'.");
            var inside = rest[1..close];
            var bar = inside.IndexOf('|');
            pieces.Add(new Piece(
                IsValue: true,
                (bar < 0 ? inside : inside[..bar]).ToString(),
                bar < 0 ? null : inside[(bar + 1)..].ToString()));
            rest = rest[(close + 1)..];
        }

        return pieces.ToImmutable();
    }

    /// <summary>A run of pieces; an optional one needs all of its values.</summary>
    public sealed record Part(bool IsOptional, ImmutableArray<Piece> Pieces);

    /// <summary>Text, or a value by its name with the words for when it is absent.</summary>
    public sealed record Piece(bool IsValue, string Text, string? Otherwise);
}
