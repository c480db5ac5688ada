using System.Collections.Immutable;

namespace Dwell.Sigma.Syntax;

/// <summary>
/// Reads a condition: <c>or</c> binds weakest, then <c>and</c>, <c>not</c>, <c>1 of</c> / <c>all of</c>, parentheses
/// (Sigma rules specification 2.1, "Condition"). The result has the selections in their places.
/// </summary>
internal ref struct ConditionParser
{
    private readonly IReadOnlyList<KeyValuePair<string, Expression>> _selections;
    private readonly HashSet<string> _used;
    private readonly int _line;
    private readonly List<string> _tokens;
    private int _at;

    private ConditionParser(string text, int line, IReadOnlyList<KeyValuePair<string, Expression>> selections, HashSet<string> used)
    {
        _line = line;
        _selections = selections;
        _used = used;
        _tokens = Split(text, line);
    }

    /// <summary>The expression; the names of the selections that it uses are added to <paramref name="used"/>.</summary>
    public static Expression Parse(
        string text, int line, IReadOnlyList<KeyValuePair<string, Expression>> selections, HashSet<string> used)
    {
        if (text.Length > SigmaLimits.ConditionChars)
            throw new RuleSyntaxException(line, "condition-too-long", "a longer condition", $"at most {SigmaLimits.ConditionChars} characters");
        var parser = new ConditionParser(text, line, selections, used);
        if (parser._tokens.Count == 0)
            throw new RuleSyntaxException(line, "invalid-condition", "an empty condition", "the name of a selection");
        var expression = parser.Or(0);
        return parser._at == parser._tokens.Count ? expression : throw parser.Unexpected("'and', 'or' or the end");
    }

    private Expression Or(int depth)
    {
        var terms = new List<Expression> { And(depth) };
        while (Take("or"))
            terms.Add(And(depth));
        return terms is [var only] ? only : new OneOf([.. terms]);
    }

    private Expression And(int depth)
    {
        var terms = new List<Expression> { Negation(depth) };
        while (Take("and"))
            terms.Add(Negation(depth));
        return terms is [var only] ? only : new AllOf([.. terms]);
    }

    private Expression Negation(int depth)
    {
        if (depth > SigmaLimits.ConditionDepth)
            throw new RuleSyntaxException(_line, "too-deep", "a condition nested deeper", $"at most {SigmaLimits.ConditionDepth} levels");
        if (Take("not"))
            return new Not(Negation(depth + 1));
        if (!Take("("))
            return Selections();
        var inner = Or(depth + 1);
        return Take(")") ? inner : throw Unexpected("')'");
    }

    private Expression Selections()
    {
        if (_at >= _tokens.Count)
            throw Unexpected("the name of a selection");
        if (_at + 1 < _tokens.Count && Is(_tokens[_at + 1], "of"))
            return Quantified();
        var name = _tokens[_at];
        if (IsWord(name))
            throw Unexpected("the name of a selection");
        _at++;
        foreach (var (key, expression) in _selections)
        {
            if (!string.Equals(key, name, StringComparison.Ordinal))
                continue;
            _used.Add(key);
            return expression;
        }

        throw new RuleSyntaxException(_line, "unknown-selection", $"'{name}' in the condition", "one of " + string.Join(", ", _selections.Select(pair => pair.Key)));
    }

    private Expression Quantified()
    {
        var quantity = _tokens[_at];
        bool all;
        if (Is(quantity, "all"))
            all = true;
        else if (Is(quantity, "1") || Is(quantity, "any"))
            all = false;
        else
            throw Unexpected("'1 of' or 'all of'");
        _at += 2;
        if (_at >= _tokens.Count || (IsWord(_tokens[_at]) && !Is(_tokens[_at], "them")))
            throw Unexpected("'them' or a pattern of names");
        var pattern = _tokens[_at++];
        var terms = ImmutableArray.CreateBuilder<Expression>();
        foreach (var (key, expression) in _selections)
        {
            if (!IsMeant(key, pattern))
                continue;
            _used.Add(key);
            terms.Add(expression);
        }

        if (terms.Count == 0)
            throw new RuleSyntaxException(_line, "no-selection", $"'{quantity} of {pattern}'", "a pattern that fits a selection");
        return terms.Count == 1 ? terms[0] : all ? new AllOf(terms.ToImmutable()) : new OneOf(terms.ToImmutable());
    }

    // Names with _ in front are left out, unless the pattern asks for them (pySigma).
    private static bool IsMeant(string name, string pattern) => Is(pattern, "them")
        ? !name.StartsWith('_')
        : (pattern.StartsWith('_') || !name.StartsWith('_')) && NameFits(name, pattern);

    private static bool NameFits(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        int at = 0, place = 0, runPlace = -1, runAt = 0;
        while (at < name.Length)
        {
            if (place < pattern.Length && pattern[place] == '*')
                (runPlace, runAt) = (place++, at);
            else if (place < pattern.Length && pattern[place] == name[at])
                (place, at) = (place + 1, at + 1);
            else if (runPlace >= 0)
                (place, at) = (runPlace + 1, ++runAt);
            else
                return false;
        }

        return pattern[place..].TrimStart('*').IsEmpty;
    }

    private bool Take(string word)
    {
        if (_at >= _tokens.Count || !Is(_tokens[_at], word))
            return false;
        _at++;
        return true;
    }

    private static bool Is(string token, string word) => string.Equals(token, word, StringComparison.OrdinalIgnoreCase);

    private static bool IsWord(string token) =>
        Is(token, "and") || Is(token, "or") || Is(token, "not") || Is(token, "of") || token is "(" or ")";

    private readonly RuleSyntaxException Unexpected(string expected) => new(
        _line, "invalid-condition", _at < _tokens.Count ? $"'{_tokens[_at]}' in the condition" : "the end of the condition", expected);

    private static List<string> Split(string text, int line)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '(' or ')')
            {
                tokens.Add(c == '(' ? "(" : ")");
                i++;
            }
            else if (c == '|')
            {
                throw new RuleSyntaxException(
                    line, "unsupported-aggregation", $"'{text[i..Math.Min(text.Length, i + 40)]}' in the condition",
                    "a condition over selections: Sigma 2 counts with correlation rules");
            }
            else if (IsNameChar(c))
            {
                var start = i;
                while (i < text.Length && IsNameChar(text[i]))
                    i++;
                tokens.Add(text[start..i]);
            }
            else
            {
                throw new RuleSyntaxException(line, "invalid-condition", $"'{c}' in the condition", "names, 'and', 'or', 'not', '1 of', 'all of', parentheses");
            }
        }

        return tokens;
    }

    private static bool IsNameChar(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '*';
}
