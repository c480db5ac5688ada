using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dwell.Content;
using Dwell.Content.Lines;
using Dwell.Content.Mappings;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>
/// The patterns of <c>content/lines</c>, compiled and found by program. Immutable but for what it remembers of programs seen; one a
/// run, for any number of threads, each with a <see cref="LineMatcher"/> of its own.
/// </summary>
public sealed class LinePatterns
{
    private const string AnyProgram = "*";

    private readonly Entry[] _entries;
    private readonly ConcurrentDictionary<string, PatternSet> _setsByEntries = new(StringComparer.Ordinal);

    private LinePatterns(Entry[] entries, ImmutableArray<LineSource> sources)
    {
        _entries = entries;
        Sources = sources;
        Any = SetOf([.. Enumerable.Range(0, entries.Length).Where(i => entries[i].IsForAny)]) ?? new PatternSet([], []);
        Bare = [.. entries.Where(entry => entry.Envelopes.Length > 0).Select((entry, i) => new BareLog(i, entry.Source, entry.Envelopes, entry.Order, entry.Set))];
    }

    /// <summary>All sources, by <see cref="LineSource.Index"/>.</summary>
    public ImmutableArray<LineSource> Sources { get; }

    /// <summary>The logs that programs write without a logging service, in the order of the content.</summary>
    public ImmutableArray<BareLog> Bare { get; }

    /// <summary>The patterns for messages of any program.</summary>
    internal PatternSet Any { get; }

    /// <summary>Compiles all patterns; throws <see cref="ContentException"/> where they can't be used.</summary>
    public static LinePatterns Compile(LineCatalog catalog)
    {
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var sources = new List<(string Name, string Family)>();
        foreach (var program in catalog.Programs)
        {
            if (fields.TryAdd(program.Source, [.. LineFields.Names]))
                sources.Add((program.Source, program.Family));
            foreach (var name in FieldsOf(program))
            {
                if (!fields[program.Source].Contains(name))
                    fields[program.Source].Add(name);
            }
        }

        var made = sources.Select((source, i) => new LineSource(i, source.Name, source.Family, [.. fields[source.Name]])
        {
            Session = catalog.Programs.FirstOrDefault(program => program.Source == source.Name && program.Sessions is not null) is { Sessions: { } sessions } owner
                ? new SessionSlots(SlotOf(owner, sessions.By), [.. sessions.Recall.Select(name => SlotOf(owner, name))])
                : null,
        }).ToImmutableArray();
        var byName = made.ToDictionary(source => source.Name, StringComparer.Ordinal);
        return new LinePatterns([.. catalog.Programs.Select(program => new Entry(program, byName[program.Source]))], made);

        int SlotOf(LineProgram program, string name) => fields[program.Source].IndexOf(name) is >= 0 and var slot
            ? slot
            : throw new ContentException(program.File, program.Line, $"Found the field '{name}' in sessions; expected one that a pattern of '{program.Source}' gives.");
    }

    /// <summary>The patterns of a program (its name in lower case, as in the tag); null when there are none but those for any.</summary>
    internal PatternSet? Find(string program)
    {
        var fitting = new List<int>();
        for (var i = 0; i < _entries.Length; i++)
        {
            if (_entries[i].Fits(program))
                fitting.Add(i);
        }

        return SetOf(fitting);
    }

    private PatternSet? SetOf(List<int> entries)
    {
        if (entries.Count == 0)
            return null;
        var key = string.Join(',', entries.Select(i => i.ToString(CultureInfo.InvariantCulture)));
        return _setsByEntries.GetOrAdd(
            key,
            static (_, arguments) => new PatternSet(
                [.. arguments.entries.SelectMany(i => arguments._entries[i].Patterns)],
                [.. arguments.entries.SelectMany(i => arguments._entries[i].Envelopes.Select(envelope => (envelope, arguments._entries[i].Set)))],
                arguments.entries.Select(i => arguments._entries[i]).FirstOrDefault(entry => entry.TakesRest)?.Source),
            (entries, _entries));
    }

    private static IEnumerable<string> FieldsOf(LineProgram program) =>
        program.Envelopes.SelectMany(envelope => envelope.Captures)
            .Concat(program.Patterns.SelectMany(pattern => pattern.Texts.SelectMany(text => text.Captures)
                .Where(name => name != pattern.Pairs?.Capture)
                .Concat(pattern.Constants.Select(pair => pair.Key))
                .Concat(pattern.Pairs?.Fields.Select(pair => pair.Value) ?? [])))
            .Where(name => name != CompiledEnvelope.TimeField);

    private sealed class Entry
    {
        private readonly ImmutableArray<WildcardPattern> _names;

        public Entry(LineProgram program, LineSource source)
        {
            Source = source;
            TakesRest = program.TakesRest;
            IsForAny = program.Programs.Contains(AnyProgram);
            _names = [.. program.Programs.Where(name => name != AnyProgram).Select(name => new WildcardPattern(name))];
            var slots = new SlotTable(source);
            Patterns = [.. program.Patterns.SelectMany(pattern => Compile(program, pattern, source, slots))];
            Envelopes = [.. program.Envelopes.Select(envelope => new CompiledEnvelope(envelope, slots.Of))];
            Set = new PatternSet(Patterns, []);
            Order = program.Dates switch
            {
                LineDates.DayFirst => DateOrder.DayFirst,
                LineDates.MonthFirst => DateOrder.MonthFirst,
                _ => DateOrder.Unknown,
            };
        }

        public LineSource Source { get; }

        public bool TakesRest { get; }

        public bool IsForAny { get; }

        public CompiledPattern[] Patterns { get; }

        public ImmutableArray<CompiledEnvelope> Envelopes { get; }

        public PatternSet Set { get; }

        public DateOrder Order { get; }

        public bool Fits(string program)
        {
            foreach (var name in _names)
            {
                if (name.Fits(program))
                    return true;
            }

            return false;
        }

        private static IEnumerable<CompiledPattern> Compile(LineProgram program, LinePattern pattern, LineSource source, SlotTable slots)
        {
            if (pattern.Pairs is { Fields.Length: > CompiledPairs.MostKeys } many)
                throw new ContentException(program.File, pattern.Line, $"Found {many.Fields.Length} keys in pairs; expected at most {CompiledPairs.MostKeys}.");
            var constants = pattern.Constants.Prepend(KeyValuePair.Create(LineLoader.EventField, pattern.Name))
                .Select(pair => new LineConstant(slots.Of(pair.Key), Encoding.UTF8.GetBytes(pair.Value)));
            var made = new LineEvent(source, pattern.Name, [.. constants]);
            Func<string, int> slotOf = name => name == pattern.Pairs?.Capture ? CompiledPairs.Slot : slots.Of(name);
            var pairs = pattern.Pairs is null ? null : new CompiledPairs(pattern.Pairs, slots.Of);
            return pattern.Texts.Select(text => new CompiledPattern(made, new CompiledText(text, slotOf), pairs));
        }
    }

    private sealed class SlotTable(LineSource source)
    {
        private readonly Dictionary<string, int> _slots =
            source.Fields.Select((name, slot) => KeyValuePair.Create(name, slot)).ToDictionary(StringComparer.Ordinal);

        public int Of(string name) => name == CompiledEnvelope.TimeField ? CompiledEnvelope.TimeSlot : _slots[name];
    }
}
