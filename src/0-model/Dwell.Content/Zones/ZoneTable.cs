using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Dwell.Content.Store;
using Dwell.Model.Time;

namespace Dwell.Content.Zones;

/// <summary>
/// The zones of <c>content/zones/zones.txt</c> by their IANA names, without regard to case. A zone is parsed when it is
/// first asked for. Safe for any number of threads.
/// </summary>
public sealed class ZoneTable
{
    private const string FileName = "content/zones/zones.txt";
    private static readonly long Start = new DateTime(1990, 1, 1).Ticks;

    private readonly FrozenDictionary<string, (string Text, long Line)> _lines;

    private ZoneTable(Dictionary<string, (string Text, long Line)> lines) =>
        _lines = lines.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, in ordinal order.</summary>
    public IEnumerable<string> Names => _lines.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads the table; throws <see cref="ContentException"/> when it has no origin or a line has no name.</summary>
    public static ZoneTable Load(ContentStore store)
    {
        var text = store.ReadText(FileName);
        if (!text.StartsWith("# origin: ", StringComparison.Ordinal))
            throw new ContentException(FileName, 1, "Found no '# origin: …'; expected it in the first line.");
        var lines = new Dictionary<string, (string, long)>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            var end = line.IndexOfAny([' ', '=']);
            if (end <= 0 || !lines.TryAdd(line[..end], (line[end..], number)))
                throw new ContentException(FileName, number, $"Found '{line}'; expected 'NAME OFFSET …' or 'NAME=OTHER', each name once.");
        }

        return new ZoneTable(lines);
    }

    /// <summary>
    /// The rules of a zone; null when there is none of that name. Throws <see cref="ContentException"/> when its line
    /// can't be used.
    /// </summary>
    public ZoneRules? Find(string name) => _lines.TryGetValue(name, out var line) ? Parse(name, line.Text, line.Line) : null;

    private ZoneRules Parse(string name, string text, long line)
    {
        if (text[0] == '=')
        {
            return _lines.TryGetValue(text[1..], out var other) && other.Text[0] != '='
                ? Parse(name, other.Text, other.Line)
                : throw new ContentException(FileName, line, $"Found '{name}{text}'; expected the name of a zone with changes.");
        }

        var words = text[1..].Split(' ');
        var changes = ImmutableArray.CreateBuilder<long>(words.Length - 1);
        var offsets = ImmutableArray.CreateBuilder<long>(words.Length);
        offsets.Add(Minutes(words[0], line));
        var at = Start;
        foreach (var word in words.AsSpan(1))
        {
            var sign = word.IndexOfAny(['+', '-']);
            if (sign <= 0)
                throw new ContentException(FileName, line, $"Found '{word}'; expected MINUTES+OFFSET.");
            at += Minutes(word[..sign], line);
            changes.Add(at);
            offsets.Add(Minutes(word[sign..], line));
        }

        return new ZoneRules(name, changes.MoveToImmutable(), offsets.MoveToImmutable());
    }

    private static long Minutes(string text, long line) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes)
            ? minutes * TimeSpan.TicksPerMinute
            : throw new ContentException(FileName, line, $"Found '{text}'; expected a number of minutes.");
}
