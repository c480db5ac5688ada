using System.Collections.Immutable;

namespace Dwell.Sigma.Syntax;

/// <summary>
/// Reads one selection of a rule: a map is AND, a list is OR, texts without a field are keywords.
/// </summary>
internal sealed class SelectionReader(Action<int, string, string, string> warn)
{
    private int _tests;

    /// <summary>What the selection demands.</summary>
    public Expression Read(YamlNode selection) => selection switch
    {
        YamlMap map => Map(map),
        YamlList list => List(list),
        YamlScalar keyword => Test(new FieldKey(keyword.Line, null, []), [keyword]),
        _ => throw new InvalidOperationException("There is no other kind of node."),
    };

    private Expression Map(YamlMap map)
    {
        if (map.Pairs.Count == 0)
            throw new RuleSyntaxException(map.Line, "empty-selection", "an empty selection", "at least one field");
        return Join([.. map.Pairs.Select(pair => Field(FieldKey.Parse(pair.Key), pair.Value))], all: true);
    }

    private Expression List(YamlList list)
    {
        if (list.Items.Count == 0)
            throw new RuleSyntaxException(list.Line, "empty-selection", "an empty selection", "at least one item");

        // Keywords of one list become one test, so that they share one search.
        var keywords = list.Items.OfType<YamlScalar>().ToList();
        var terms = list.Items.Where(item => item is not YamlScalar).Select(item => item switch
        {
            YamlMap map => Map(map),
            _ => throw new RuleSyntaxException(item.Line, "nested-list", "a list inside a list", "a map or a keyword"),
        }).ToList();
        if (keywords.Count > 0)
            terms.Insert(0, Test(new FieldKey(list.Line, null, []), keywords));
        return Join([.. terms], all: false);
    }

    private Expression Field(FieldKey key, YamlNode value)
    {
        switch (value)
        {
            case YamlScalar scalar:
                if (key.Has("all"))
                    warn(key.Line, "all-of-one", "'all' with a single value", "a list of values");
                return Test(key, [scalar]);
            case YamlList { Items.Count: 0 }:
                throw new RuleSyntaxException(key.Line, "empty-list", $"no value for '{key.Field}'", "at least one value");
            case YamlList list:
                return Test(key, [.. list.Items.Select(item => item as YamlScalar
                    ?? throw new RuleSyntaxException(item.Line, "nested-list", item.Describe() + " as a value", "a text, number or null"))]);
            default:
                throw new RuleSyntaxException(value.Line, "nested-map", "a map as the value of a field", "a text, number, null or a list of these");
        }
    }

    private Expression Test(FieldKey key, List<YamlScalar> values)
    {
        if (key.Has("all") && key.Has("neq"))
            throw new RuleSyntaxException(key.Line, "invalid-modifiers", "'all' together with 'neq'", "one of them");
        if (values.Count > 1 && values.FirstOrDefault(value => value.IsNull) is { } nothing)
            warn(nothing.Line, "null-in-list", "null in a list", "a selection of its own for null");
        var tests = values.Select(value => new FieldTest(key.Field, ValueReader.Read(key, value))).ToList();
        _tests += tests.Sum(test => test.Values.Length);
        if (_tests > SigmaLimits.Tests)
            throw new RuleSyntaxException(key.Line, "too-many-values", "more values", $"at most {SigmaLimits.Tests}");
        if (key.Has("all"))
            return Join([.. tests], all: true);
        var any = new FieldTest(key.Field, [.. tests.SelectMany(test => test.Values)]);
        return key.Has("neq") ? new Not(any) : any;
    }

    private static Expression Join(ImmutableArray<Expression> terms, bool all) =>
        terms is [var only] ? only : all ? new AllOf(terms) : new OneOf(terms);
}
