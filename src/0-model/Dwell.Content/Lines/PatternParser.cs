using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Yaml;

namespace Dwell.Content.Lines;

/// <summary>Takes a pattern apart; throws <see cref="ContentException"/> with the pattern and what is wrong in it.</summary>
internal sealed class PatternParser
{
    private const string Marks = "{}\\";

    private readonly YamlValue _place;
    private readonly string _text;
    private int _at;

    private PatternParser(YamlValue place)
    {
        _place = place;
        _text = place.Text();
    }

    public static PatternText Parse(YamlValue place)
    {
        var parser = new PatternParser(place);
        var parts = parser.ReadParts(inOptional: false);
        parser.Check(parts);
        return new PatternText(parser._text, parts);
    }

    private ImmutableArray<PatternPart> ReadParts(bool inOptional)
    {
        var parts = ImmutableArray.CreateBuilder<PatternPart>();
        var literal = new StringBuilder();
        while (_at < _text.Length && _text[_at] != '}')
        {
            if (_text[_at] == '{')
            {
                Flush(parts, literal);
                parts.Add(ReadBraces(inOptional));
                continue;
            }

            if (_text[_at] == '\\' && (++_at == _text.Length || !Marks.Contains(_text[_at])))
                throw Error("a backslash stands before a brace or a backslash only");
            literal.Append(_text[_at++]);
        }

        Flush(parts, literal);
        if (_at < _text.Length && !inOptional)
            throw Error("a } closes nothing here; write \\} for the character");
        return parts.ToImmutable();
    }

    private static void Flush(ImmutableArray<PatternPart>.Builder parts, StringBuilder literal)
    {
        if (literal.Length > 0)
            parts.Add(PatternPart.OfLiteral(literal.ToString()));
        literal.Clear();
    }

    private PatternPart ReadBraces(bool inOptional)
    {
        _at++;
        if (_at < _text.Length && _text[_at] == '?')
        {
            if (inOptional)
                throw Error("an optional part holds no other optional part");
            _at++;
            var parts = ReadParts(inOptional: true);
            Close();
            return parts.IsEmpty ? throw Error("an optional part holds something") : PatternPart.OfOptional(parts);
        }

        var end = _text.IndexOf('}', _at);
        if (end < 0)
            throw Error("a { is not closed; write \\{ for the character");
        var inside = _text[_at..end];
        _at = end;
        Close();
        return ReadCapture(inside);
    }

    private void Close()
    {
        if (_at >= _text.Length)
            throw Error("a { is not closed; write \\{ for the character");
        _at++;
    }

    private PatternPart ReadCapture(string inside)
    {
        if (inside == " ")
            return PatternPart.OfBlanks();
        var equals = inside.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
            return ReadChoice(CheckedName(inside[..equals]), inside[(equals + 1)..]);
        var colon = inside.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
            return PatternPart.OfType(CheckedName(inside[..colon]), TypeOf(inside[(colon + 1)..]));
        var isGreedy = inside.EndsWith('*');
        return PatternPart.OfOpen(CheckedName(isGreedy ? inside[..^1] : inside), isGreedy);
    }

    private PatternPart ReadChoice(string name, string words)
    {
        var choices = words.Split('|');
        if (choices.Any(choice => choice.Length == 0))
            throw Error("a choice has a word on each side of |");
        return PatternPart.OfChoice(name, [.. choices.OrderByDescending(choice => choice.Length).ThenBy(choice => choice, StringComparer.Ordinal)]);
    }

    private string CheckedName(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
            ? name
            : throw Error($"'{name}' is no field name (letters, digits, _ - .)");

    private CaptureType TypeOf(string name)
    {
        foreach (var type in Enum.GetValues<CaptureType>())
        {
            if (KebabCase.Of(type.ToString()) == name)
                return type;
        }

        var known = Enum.GetNames<CaptureType>().Select(KebabCase.Of).ToList();
        throw Error($"'{name}' is no type; expected one of {string.Join(", ", known)}{Nearest.Hint(name, known)}");
    }

    // What the matcher relies on: see docs/methods/lines.md, "Where a capture ends".
    private void Check(ImmutableArray<PatternPart> parts)
    {
        if (parts.IsEmpty)
            throw Error("it is empty");
        var opens = parts.Count(part => part.Kind == PatternPartKind.Open);
        var seen = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part.Kind == PatternPartKind.Optional)
                CheckOptional(part.Parts);
            if (part.Kind == PatternPartKind.Typed && part.Type == CaptureType.Time && opens > 0 && seen == opens)
                throw Error("a time stands before the last open capture");
            if (part.Kind != PatternPartKind.Open)
                continue;
            seen++;
            if (i + 1 < parts.Length && parts[i + 1].Kind is PatternPartKind.Typed or PatternPartKind.Open or PatternPartKind.Choice)
                throw Error($"literal text must follow the open capture '{part.Name}'");
            if (seen < opens && parts[i + 1].Kind != PatternPartKind.Literal)
                throw Error($"literal text must follow the open capture '{part.Name}', since another open capture comes after it");
            if (seen == opens && part.IsGreedy)
                throw Error($"the last open capture '{part.Name}' needs no *: it reaches as far as what follows it allows");
        }

        CheckTyped(parts);
    }

    private void CheckOptional(ImmutableArray<PatternPart> parts)
    {
        if (parts.Any(part => part.Kind == PatternPartKind.Open))
            throw Error("an optional part holds no open capture; give the capture a type, or write two patterns");
        if (!parts.Any(part => part.Kind is PatternPartKind.Literal or PatternPartKind.Choice))
            throw Error("an optional part holds some literal text");
        CheckTyped(parts);
    }

    private void CheckTyped(ImmutableArray<PatternPart> parts)
    {
        for (var i = 1; i < parts.Length; i++)
        {
            if (parts[i - 1].Kind == PatternPartKind.Typed && parts[i].Kind == PatternPartKind.Typed)
                throw Error("literal text must stand between two captures");
        }
    }

    private ContentException Error(string sentence) => _place.Error($"The pattern '{_text}' can't be used: {sentence}.");
}
