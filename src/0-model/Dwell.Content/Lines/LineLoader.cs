using System.Collections.Immutable;
using Dwell.Content.Store;
using Dwell.Content.Yaml;

namespace Dwell.Content.Lines;

/// <summary>Reads <c>content/lines/*.yml</c>.</summary>
public static class LineLoader
{
    /// <summary>The field that holds the pattern's name.</summary>
    public const string EventField = "event";

    /// <summary>The capture of an envelope that the patterns are for.</summary>
    public const string MessageField = "message";

    /// <summary>Reads all files; throws <see cref="ContentException"/> at the first thing that can't be used.</summary>
    public static LineCatalog Load(ContentStore store)
    {
        var programs = ImmutableArray.CreateBuilder<LineProgram>();
        foreach (var name in store.NamesIn("lines"))
        {
            var file = YamlFile.Read(store, name).WithKeys("origin", "programs");
            _ = file["origin"].Text();
            foreach (var program in file["programs"].Items())
                programs.Add(ReadProgram(program));
        }

        return new LineCatalog(programs.ToImmutable());
    }

    private static LineProgram ReadProgram(YamlValue value)
    {
        value.WithKeys("source", "family", "programs", "rest", "lines", "dates", "sessions", "patterns");
        var source = value["source"].Text();
        var slash = source.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == source.Length - 1 || source.Any(char.IsWhiteSpace))
            throw value["source"].Error($"Found the source '{source}'; expected family/log, like linux/sshd.");
        var names = value["programs"].Texts();
        if (names.IsEmpty || names.Any(string.IsNullOrWhiteSpace))
            throw value["programs"].Error("Found no name of a program; expected one at least ('*' for every program).");
        var envelopes = value.Find("lines") is { } lines ? lines.Items() : [];
        return new LineProgram(
            value.File,
            value.Line,
            source,
            value.Find("family")?.Text() ?? source[..slash],
            names,
            [.. envelopes.Select(ReadEnvelope)],
            value.Find("dates")?.Member<LineDates>() ?? LineDates.Unknown,
            [.. value["patterns"].Items().Select(item => ReadPattern(item, names, envelopes.Length > 0))],
            value.Find("rest")?.Flag() ?? false,
            value.Find("sessions") is { } sessions ? ReadSessions(sessions) : null);
    }

    private static LineSessions ReadSessions(YamlValue value)
    {
        value.WithKeys("by", "recall");
        return new LineSessions(value["by"].Text(), value["recall"].Texts());
    }

    private static PatternText ReadEnvelope(YamlValue value)
    {
        var envelope = PatternParser.Parse(value);
        return envelope.Captures.Contains(MessageField)
            ? envelope
            : throw value.Error($"Found the line '{envelope.Text}' without {{message}}; expected one.");
    }

    private static LinePattern ReadPattern(YamlValue value, ImmutableArray<string> programs, bool hasEnvelope)
    {
        value.WithKeys("name", "pattern", "set", "pairs", "examples");
        var texts = value["pattern"].Items().Select(PatternParser.Parse).ToImmutableArray();
        var constants = ReadPairs(value.Find("set"));
        var pairs = value.Find("pairs") is { } described ? ReadPairs(described, texts) : null;
        foreach (var (field, _) in constants)
        {
            if (texts.All(text => text.Captures.Contains(field)))
                throw value["set"].Error($"Found the field '{field}', which the pattern captures too; expected it once.");
        }

        var known = texts.SelectMany(text => text.Captures).Concat(constants.Select(pair => pair.Key))
            .Concat(pairs?.Fields.Select(pair => pair.Value) ?? []).Append(EventField).ToHashSet(StringComparer.Ordinal);
        var examples = value["examples"].Items().Select(item => ReadExample(item, programs, hasEnvelope, known)).ToImmutableArray();
        return examples.IsEmpty
            ? throw value.Error("Found no example; expected one at least, with the fields it gives.")
            : new LinePattern(value.Line, value["name"].Text(), texts, constants, pairs, examples);
    }

    private static LinePairs ReadPairs(YamlValue value, ImmutableArray<PatternText> texts)
    {
        value.WithKeys("from", "separator", "assignment", "fields");
        var capture = value["from"].Text();
        if (!texts.Any(text => text.Captures.Contains(capture)))
            throw value["from"].Error($"Found pairs from '{capture}', which the pattern does not capture.");
        var separator = value["separator"].Text();
        var assignment = value.Find("assignment")?.Text() ?? "=";
        return separator.Length > 0 && assignment.Length > 0
            ? new LinePairs(capture, separator, assignment, ReadPairs(value["fields"]))
            : throw value.Error("Found an empty separator or assignment; expected a text.");
    }

    private static LineExample ReadExample(
        YamlValue value, ImmutableArray<string> programs, bool hasEnvelope, HashSet<string> known)
    {
        value.WithKeys("message", "line", "program", "fields");
        var isLine = value.Find("line") is not null;
        if (isLine && !hasEnvelope)
            throw value.Error("Found an example 'line', but the entry has no 'lines'; expected a 'message'.");
        var fields = ReadPairs(value["fields"]);
        foreach (var (field, _) in fields)
        {
            if (!known.Contains(field) && !isLine)
                throw value["fields"].Error($"Found the field '{field}', which the pattern does not give{Nearest.Hint(field, known)}.");
        }

        var program = value.Find("program")?.Text() ?? programs.FirstOrDefault(name => !name.Contains('*', StringComparison.Ordinal)) ?? "any";
        return new LineExample(value.Line, program, isLine ? value["line"].Text() : value["message"].Text(), isLine, fields);
    }

    private static ImmutableArray<KeyValuePair<string, string>> ReadPairs(YamlValue? value) =>
        value is null ? [] : [.. value.Value.Pairs().Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text()))];
}
