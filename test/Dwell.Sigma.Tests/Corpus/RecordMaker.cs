using System.Collections.Immutable;
using Dwell.Model.LogSources;
using Dwell.Model.Records;
using Dwell.Sigma.Binding;
using Dwell.Sigma.Matching;
using Dwell.Sigma.Syntax;

namespace Dwell.Sigma.Tests.Corpus;

/// <summary>
/// Makes records that come near to matching: of a random rule's log source, with values grown from the rule's own tests,
/// sometimes cut, doubled, recased, null, empty or absent.
/// </summary>
internal sealed class RecordMaker
{
    private static readonly string[] Fillers = ["", "C:\\Windows\\", " -enc ", "Ω", "\u212A", "powershell", "\r\n", "0x10", "192.168.1.7", "S-1-16-12288"];
    private readonly Random _random;
    private readonly SigmaRuleSet _rules;
    private readonly LogSourceTable _table;
    private readonly ShapeTable _shapes = new();
    private readonly ImmutableArray<ImmutableArray<LogSourceRow>> _rowsByRule;
    private readonly ImmutableArray<int> _served;

    public RecordMaker(SigmaRuleSet rules, LogSourceTable table, int seed)
    {
        _random = new Random(seed);
        _rules = rules;
        _table = table;
        _rowsByRule = [.. rules.Rules.Select(rule => table.Rows.Where(row => RowMatch.Means(rule.LogSource, row)).ToImmutableArray())];
        _served = [.. Enumerable.Range(0, rules.Rules.Length).Where(rule => !_rowsByRule[rule].IsEmpty)];
    }

    public FlatRecord Next()
    {
        var rule = _served[_random.Next(_served.Length)];
        var row = Pick(_rowsByRule[rule]);
        var values = new Dictionary<string, List<string?>>(StringComparer.OrdinalIgnoreCase);
        Fill(_rules.Rules[rule].Detection, row, values);
        if (_random.Next(4) == 0)
            Fill(_rules.Rules[Pick(_served)].Detection, row, values);
        if (!values.ContainsKey("EventID") || (!row.EventIds.IsEmpty && _random.Next(20) > 0))
            values["EventID"] = [row.EventIds.IsEmpty ? "4624" : Pick(row.EventIds).ToString(System.Globalization.CultureInfo.InvariantCulture)];
        values["Channel"] = [row.Channels.IsEmpty ? "Other" : Recase(Pick(row.Channels))];

        var fields = new List<(string Name, ImmutableArray<string?> Values)>();
        foreach (var name in WindowsFields.Names)
            fields.Add((name, values.Remove(name, out var known) ? [.. known] : [_random.Next(3) == 0 ? null : "x"]));
        foreach (var (name, list) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (_random.Next(12) > 0)
                fields.Add((name, [.. list]));
        }

        var shape = _shapes.Intern(row.Family, [.. fields.Select(field => field.Name)]);
        return new FlatRecord(shape, [.. fields.Select(field => field.Values)]);
    }

    private void Fill(Expression expression, LogSourceRow row, Dictionary<string, List<string?>> values)
    {
        switch (expression)
        {
            case AllOf all:
                foreach (var term in all.Terms)
                    Fill(term, row, values);
                break;
            case OneOf one:
                Fill(Pick(one.Terms), row, values);
                break;
            case Not not:
                if (_random.Next(4) == 0)
                    Fill(not.Term, row, values);
                break;
            case FieldTest test:
                var name = SourceName(test.Field ?? "Data", row);
                if (!values.TryGetValue(name, out var list))
                    values.Add(name, list = []);
                var value = ValueFor(Pick(test.Values));

                // Several tests of one field are met by one value that holds all.
                if (list.Count > 0 && value is not null && _random.Next(3) > 0)
                    list[^1] = list[^1] + value;
                else
                    list.Add(value);
                break;
        }
    }

    private string SourceName(string field, LogSourceRow row)
    {
        var source = row.Fields.FirstOrDefault(source => string.Equals(source.Field, field, StringComparison.OrdinalIgnoreCase));
        return source is null || _random.Next(10) == 0 ? field : Pick(source.From);
    }

    private string? ValueFor(ValueTest test)
    {
        var text = test switch
        {
            TextTest one => string.Concat(one.Folded.Places.Select(place => place.Kind switch
            {
                PatternKind.Literal => place.Char.ToString(),
                PatternKind.AnyOne => "q",
                PatternKind.Dash => Pick(["-", "/", "\u2013", "x"]),
                _ => Pick(Fillers),
            })),
            NullTest => _random.Next(2) == 0 ? null : "",
            _ => Pick(Fillers),
        };
        if (text is null)
            return null;
        return _random.Next(10) switch
        {
            0 when text.Length > 1 => text[..^1],
            1 => text + Pick(Fillers),
            2 => Pick(Fillers) + text,
            3 => "",
            4 or 5 => Recase(text),
            _ => text,
        };
    }

    private string Recase(string text) => _random.Next(2) == 0 ? text.ToUpperInvariant() : text.ToLowerInvariant();

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];
}
