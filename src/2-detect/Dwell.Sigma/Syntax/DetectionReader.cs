namespace Dwell.Sigma.Syntax;

/// <summary>Reads the <c>detection</c> part of a rule into one expression.</summary>
internal static class DetectionReader
{
    private const string ConditionKey = "condition";

    /// <summary>The expression; <paramref name="warn"/> gets (line, code, found, expected) of what is odd.</summary>
    public static Expression Read(YamlMap document, Action<int, string, string, string> warn)
    {
        if (document.Find("detection") is not YamlMap detection)
            throw new RuleSyntaxException(document.Find("detection")?.Line ?? document.Line, "no-detection", "no 'detection' with selections", "selections and a condition");
        var selections = Selections(detection, warn);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var terms = Conditions(detection).Select(condition => ConditionParser.Parse(condition.Text, condition.Line, selections, used)).ToList();
        foreach (var (name, _) in selections)
        {
            if (!used.Contains(name) && !name.StartsWith('_'))
                warn(detection.Line, "unused-selection", $"the selection '{name}', which the condition does not use", "every selection in the condition");
        }

        var expression = terms is [var only] ? only : new OneOf([.. terms]);
        RefuseTooMany(expression, detection.Line);
        return expression;
    }

    private static List<KeyValuePair<string, Expression>> Selections(YamlMap detection, Action<int, string, string, string> warn)
    {
        var reader = new SelectionReader(warn);
        var selections = new List<KeyValuePair<string, Expression>>();
        foreach (var (key, value) in detection.Pairs)
        {
            if (key.Text is ConditionKey)
                continue;
            if (key.Text is "timeframe")
                warn(key.Line, "timeframe", "'timeframe'", "nothing: without an aggregation it has no meaning");
            else
                selections.Add(new(key.Text, reader.Read(value)));
        }

        return selections.Count > 0
            ? selections
            : throw new RuleSyntaxException(detection.Line, "no-selection", "no selection", "at least one");
    }

    // Several conditions are separate searches: the rule matches when any does.
    private static List<YamlScalar> Conditions(YamlMap detection)
    {
        var condition = detection.Find(ConditionKey)
            ?? throw new RuleSyntaxException(detection.Line, "no-condition", "no 'condition'", "a condition over the selections");
        var texts = condition switch
        {
            YamlScalar { IsNull: false } scalar => [scalar],
            YamlList list => list.Items.OfType<YamlScalar>().Where(item => !item.IsNull).ToList(),
            _ => [],
        };
        return texts.Count > 0
            ? texts
            : throw new RuleSyntaxException(condition.Line, "no-condition", condition.Describe() + " as the condition", "a text or a list of texts");
    }

    // A condition may name one selection often: what counts is what it grows to.
    private static void RefuseTooMany(Expression expression, int line)
    {
        var tests = 0;
        Count(expression);

        void Count(Expression part)
        {
            switch (part)
            {
                case AllOf all:
                    foreach (var term in all.Terms)
                        Count(term);
                    break;
                case OneOf one:
                    foreach (var term in one.Terms)
                        Count(term);
                    break;
                case Not not:
                    Count(not.Term);
                    break;
                case FieldTest test:
                    tests += test.Values.Length;
                    if (tests > SigmaLimits.Tests)
                        throw new RuleSyntaxException(line, "too-many-values", "a condition that grows to more tests", $"at most {SigmaLimits.Tests}");
                    break;
            }
        }
    }
}
