using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Dwell.Model.LogSources;
using Dwell.Sigma.Binding;
using Dwell.Sigma.Matching;
using Dwell.Sigma.Syntax;

namespace Dwell.Sigma.Planning;

/// <summary>
/// Finds the plan for a record's family, channel, provider and event id. Plans are built when first asked for and kept. The names are
/// those of the table and of the rules, so evidence can't make their number grow without limit. Safe for any number of threads.
/// </summary>
internal sealed class SourceDispatch
{
    private readonly SigmaRuleSet _rules;
    private readonly ImmutableArray<LogSourceRow> _rows;
    private readonly FieldView[] _views;
    private readonly ImmutableArray<int>[] _rulesByRow;
    private readonly FrozenDictionary<string, int> _families;
    private readonly FrozenDictionary<string, int> _channels;
    private readonly FrozenDictionary<string, int> _providers;
    private readonly FrozenSet<int> _eventIds;
    private readonly ConcurrentDictionary<SourceKey, Lazy<RulePlan?>> _plans = new();

    public SourceDispatch(SigmaRuleSet rules, LogSourceTable table)
    {
        _rules = rules;
        _rows = table.Rows;
        _views = SharedViews(table.Rows);
        _rulesByRow = [.. table.Rows.Select(row => Enumerable.Range(0, rules.Rules.Length)
            .Where(rule => RowMatch.Means(rules.Rules[rule].LogSource, row)).ToImmutableArray())];
        _families = Numbered(table.Rows.Select(row => row.Family));
        _channels = Numbered(table.Rows.SelectMany(row => row.Channels));
        _providers = Numbered(table.Rows.SelectMany(row => row.Providers));
        var eventIds = new HashSet<int>(table.Rows.SelectMany(row => row.EventIds));
        foreach (var rule in rules.Rules)
            CollectEventIds(rule.Detection, eventIds);
        _eventIds = eventIds.ToFrozenSet();
    }

    /// <summary>True when any row asks for a provider.</summary>
    public bool UsesProviders => _providers.Count > 0;

    public int FamilyOf(string family) => _families.GetValueOrDefault(family, SourceKey.Unknown);

    public int ChannelOf(ReadOnlySpan<char> channel) => NumberOf(_channels, channel);

    public int ProviderOf(ReadOnlySpan<char> provider) => NumberOf(_providers, provider);

    /// <summary>The event id when it is a plain decimal number that a row or rule names.</summary>
    public int EventIdOf(ReadOnlySpan<char> text)
    {
        var isPlain = text.Length > 0 && (text[0] != '0' || text.Length == 1);
        return isPlain && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && _eventIds.Contains(id)
            ? id
            : SourceKey.Unknown;
    }

    /// <summary>The plan, null when no rule can match such records.</summary>
    public RulePlan? PlanOf(SourceKey key) =>
        _plans.GetOrAdd(key, static (key, self) => new Lazy<RulePlan?>(() => self.Build(key)), this).Value;

    /// <summary>The keys of all rows with the event ids that they or their rules name, for building every plan ahead.</summary>
    public IEnumerable<SourceKey> KnownKeys()
    {
        var keys = new HashSet<SourceKey>();
        for (var row = 0; row < _rows.Length; row++)
        {
            var ids = new HashSet<int>(_rows[row].EventIds);
            if (ids.Count == 0)
            {
                ids.Add(SourceKey.Unknown);
                foreach (var rule in _rulesByRow[row])
                    CollectEventIds(_rules.Rules[rule].Detection, ids);
            }

            foreach (var channel in _rows[row].Channels)
                keys.UnionWith(ids.Select(id => new SourceKey(FamilyOf(_rows[row].Family), ChannelOf(channel), SourceKey.Unknown, id, true)));
        }

        return keys;
    }

    private RulePlan? Build(SourceKey key)
    {
        var meant = new List<(int Index, SigmaRule Rule, FieldView View)>();
        var seen = new HashSet<(int, string)>();
        for (var row = 0; row < _rows.Length; row++)
        {
            if (!Holds(_rows[row], key))
                continue;
            foreach (var rule in _rulesByRow[row])
            {
                if (seen.Add((rule, ReadingOf(_rules.Rules[rule], _views[row]))))
                    meant.Add((rule, _rules.Rules[rule], _views[row]));
            }
        }

        var isDecided = key.HasOneEventId && key.EventId != SourceKey.Unknown;
        return RulePlan.Build([.. meant.OrderBy(rule => rule.Index)], isDecided ? key.EventId : null);
    }

    private bool Holds(LogSourceRow row, SourceKey key) =>
        FamilyOf(row.Family) == key.Family
        && (row.Channels.IsEmpty || row.Channels.Any(channel => key.Channel != SourceKey.Unknown && ChannelOf(channel) == key.Channel))
        && (row.Providers.IsEmpty || row.Providers.Any(provider => key.Provider != SourceKey.Unknown && ProviderOf(provider) == key.Provider))
        && (row.EventIds.IsEmpty || row.EventIds.Contains(key.EventId));

    // Two views in which a rule reads the same are one to that rule.
    private static string ReadingOf(SigmaRule rule, FieldView view) => string.Join('\n', rule.TestedFields
        .Select(field => view.IsUnavailable(field) ? "-" : view.ReadingOf(field)));

    private static FieldView[] SharedViews(ImmutableArray<LogSourceRow> rows)
    {
        var shared = new Dictionary<string, FieldView>(StringComparer.Ordinal);
        return [.. rows.Select(row =>
        {
            var view = new FieldView(row);
            return shared.TryAdd(view.Key, view) ? view : shared[view.Key];
        })];
    }

    private static FrozenDictionary<string, int> Numbered(IEnumerable<string> names) => names
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Select((name, number) => (name, number))
        .ToFrozenDictionary(pair => pair.name, pair => pair.number, StringComparer.OrdinalIgnoreCase);

    private static int NumberOf(FrozenDictionary<string, int> names, ReadOnlySpan<char> name) =>
        names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var number) ? number : SourceKey.Unknown;

    private static void CollectEventIds(Expression expression, HashSet<int> ids)
    {
        switch (expression)
        {
            case AllOf all:
                foreach (var term in all.Terms)
                    CollectEventIds(term, ids);
                break;
            case OneOf one:
                foreach (var term in one.Terms)
                    CollectEventIds(term, ids);
                break;
            case Not not:
                CollectEventIds(not.Term, ids);
                break;
            case FieldTest test when string.Equals(test.Field, RowMatch.EventIdField, StringComparison.OrdinalIgnoreCase):
                foreach (var value in test.Values.OfType<TextTest>())
                {
                    if (value.Folded.IsLiteral && int.TryParse(value.Folded.LiteralText, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                        ids.Add(id);
                }

                break;
        }
    }
}
