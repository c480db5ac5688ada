using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Dwell.Content.Yaml;
using Dwell.Model.Time;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Dwell.Evidence.Context;

/// <summary>
/// A value of a context file with its place. What is wrong is added to the list of errors and read as
/// nothing, so that one pass finds every error.
/// </summary>
internal readonly struct ContextNode(YamlNode node, List<ContextError> errors)
{
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly string[] ZoneAreas =
    [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Etc", "Europe", "Indian", "Pacific",
    ];

    /// <summary>True for <c>key:</c> with nothing behind it, which counts as not given.</summary>
    public bool IsNothing =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or null };

    /// <summary>
    /// Reads a map whose keys must be among the known ones; nothing of it is read when it is no map.
    /// </summary>
    public ContextMap Map(params ReadOnlySpan<string> known)
    {
        var values = new Dictionary<string, ContextNode>(StringComparer.Ordinal);
        var misspelt = new List<string?>();
        if (node is not YamlMappingNode map)
        {
            if (!IsNothing)
                Fail($"Found {Describe()}; expected keys ({string.Join(", ", known!)}).");
            return new ContextMap(this, values, misspelt);
        }

        foreach (var (keyNode, value) in map.Children)
        {
            var key = new ContextNode(keyNode, errors);
            if (key.Text() is not { } name)
                continue;
            var child = new ContextNode(value, errors);
            if (!known.Contains(name))
            {
                var near = NearestTo(name, known.ToArray());
                misspelt.Add(near);
                key.Fail(
                    $"Unknown key '{name}'; the nearest known key is '{near}' (known here: {string.Join(", ", known!)}).");
            }
            else if (!child.IsNothing)
                values.Add(name, child);
        }

        return new ContextMap(this, values, misspelt);
    }

    /// <summary>Reads a list; one value that is no list is an error.</summary>
    public IEnumerable<ContextNode> List()
    {
        var all = errors;
        if (node is YamlSequenceNode list)
            return list.Children.Select(child => new ContextNode(child, all));
        Fail($"Found {Describe()}; expected a list, [a, b] or lines with '- '.");
        return [];
    }

    /// <summary>Pairs whose keys are free, such as hosts.</summary>
    public IEnumerable<(string Key, ContextNode Value)> Pairs()
    {
        var all = errors;
        if (node is YamlMappingNode map)
        {
            return map.Children
                .Select(pair => (Key: new ContextNode(pair.Key, all).Text(), Value: new ContextNode(pair.Value, all)))
                .Where(pair => pair.Key is not null)
                .Select(pair => (pair.Key!, pair.Value));
        }

        Fail($"Found {Describe()}; expected 'name: value' pairs.");
        return [];
    }

    /// <summary>A text that is not empty; null after an error.</summary>
    public string? Text()
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } value } && !IsNothing)
            return value;
        Fail($"Found {Describe()}; expected a text.");
        return null;
    }

    public ImmutableArray<string> Texts() => [.. List().Select(item => item.Text()).OfType<string>()];

    public IPAddress? Address()
    {
        if (Text() is not { } text)
            return null;
        // "1" and "10.1" would parse, as 0.0.0.1 and 10.0.0.1.
        if (IPAddress.TryParse(text, out var address) && (text.Contains(':') || text.Count(c => c == '.') == 3))
            return address;
        Fail($"Found '{text}'; expected an IP address such as 10.2.0.10 or 2001:db8::1.");
        return null;
    }

    public IPNetwork? Network()
    {
        if (Text() is not { } text)
            return null;
        if (IPNetwork.TryParse(text, out var network))
            return network;
        Fail($"Found '{text}'; expected a network such as 10.1.0.0/22 or 2001:db8:1::/64.");
        return null;
    }

    public int? PositiveInteger()
    {
        if (Text() is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;
        Fail($"Found '{text}'; expected a whole number above 0.");
        return null;
    }

    public double? PositiveNumber()
    {
        if (Text() is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && double.IsFinite(number))
        {
            return number;
        }

        Fail($"Found '{text}'; expected a number above 0, with a point.");
        return null;
    }

    /// <summary>A date (its precision is a day) or a time with its zone, as UTC.</summary>
    public UtcInstant? Time()
    {
        if (Text() is not { } text)
            return null;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new UtcInstant(day.Ticks, TimePrecision.Day);
        const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var isZoned = text.EndsWith('Z')
            || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        if (isZoned && DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, AsUtc, out var time))
            return new UtcInstant(time.Ticks, PrecisionOf(text));
        Fail(
            $"Found '{text}'; expected a date such as 2022-02-14 or a time with its zone such as 2022-05-16T09:00:00Z.");
        return null;
    }

    // The zone's own colon stands behind the time.
    private static TimePrecision PrecisionOf(string text)
    {
        var time = text.AsSpan(text.IndexOf('T', StringComparison.Ordinal));
        var zone = time.IndexOfAny('Z', '+', '-');
        return time[..zone].Count(':') > 1 ? TimePrecision.Second : TimePrecision.Minute;
    }

    // By form, not by this machine's zone data: the same file must be good or bad everywhere.
    public string? Zone()
    {
        if (Text() is not { } text)
            return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var isZone = slash < 0
            ? text is "UTC" or "GMT"
            : ZoneAreas.Contains(text[..slash]) && slash + 1 < text.Length
              && text.AsSpan(slash + 1).IndexOfAnyExcept(ZoneLetters) < 0;
        if (isZone)
            return text;
        var near = slash < 0 ? null : Nearest.To(text[..slash], ZoneAreas);
        Fail($"Found '{text}'; expected an IANA zone such as Europe/Moscow or UTC"
            + (near is null || near == text[..slash] ? "." : $" (did you mean '{near}{text[slash..]}'?)."));
        return null;
    }

    public T? OneOf<T>()
        where T : struct, Enum
    {
        if (Text() is not { } text)
            return null;
        var names = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToList();
        if (names.IndexOf(text) is >= 0 and var index)
            return Enum.GetValues<T>()[index];
        Fail($"Found '{text}'; expected one of {string.Join(", ", names)}; the nearest is '{NearestTo(text, names)}'.");
        return null;
    }

    public void Fail(string sentence) => errors.Add(new ContextError(node.Start.Line, node.Start.Column, sentence));

    private static readonly System.Buffers.SearchValues<char> ZoneLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

    // Capitals are the most usual slip of all.
    private static string? NearestTo(string word, IReadOnlyList<string> known) =>
        known.FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase))
        ?? Nearest.Among(word, known);

    private string Describe() => node switch
    {
        YamlMappingNode => "'key: value' pairs",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: { Length: > 0 } value } => $"'{value}'",
        _ => "nothing",
    };
}

/// <summary>
/// The values of a map by key; what was not given is read as nothing. A key that is there with a slip in it
/// is not also reported as missing.
/// </summary>
internal readonly struct ContextMap(ContextNode at, Dictionary<string, ContextNode> values, List<string?> misspelt)
{
    public ContextNode? Find(string key) => values.TryGetValue(key, out var value) ? value : null;

    /// <summary>The value of a key that must be there; null after an error.</summary>
    public ContextNode? Require(string key)
    {
        if (values.TryGetValue(key, out var value))
            return value;
        if (!misspelt.Contains(key))
            at.Fail($"Found no '{key}'; expected one here.");
        return null;
    }

    public ImmutableArray<string> Texts(string key) => Find(key)?.Texts() ?? [];

    public ImmutableArray<T> List<T>(string key, Func<ContextNode, T?> read)
        where T : class => Find(key) is { } list ? [.. list.List().Select(read).OfType<T>()] : [];
}
