using System.Collections.Immutable;
using System.Text;
using Dwell.Sigma.Matching;

namespace Dwell.Sigma.Syntax;

/// <summary>
/// Turns a value of a selection and its key's modifiers into tests. Modifiers work from left to right on the value:
/// text, then bytes after an encoding, then text again after base64.
/// </summary>
internal static class ValueReader
{
    /// <summary>The tests of one value, joined by OR (<c>base64offset</c> makes three).</summary>
    public static ImmutableArray<ValueTest> Read(FieldKey key, YamlScalar value)
    {
        if (key.Has("expand"))
            throw Error(value, "unresolved-placeholder", value.Describe(), "a rule without placeholders: nothing here says what they stand for");
        if (key.Has("exists"))
            return [Exists(key, value)];
        if (value.IsNull)
            return [Null(key, value)];
        if (key.Has("re"))
            return [Regex(key, value)];
        if (key.Has("cidr"))
            return [Cidr(key, value)];
        if (key.Has("fieldref"))
            return [FieldReference(key, value)];
        return NumberPartOf(key) != NumberPart.Whole || RelationOf(key) is not null ? [Number(key, value)] : Texts(key, value);
    }

    private static ExistsTest Exists(FieldKey key, YamlScalar value)
    {
        Allow(key, "exists");
        return value.Text.ToLowerInvariant() switch
        {
            "true" or "yes" => new ExistsTest(true),
            "false" or "no" => new ExistsTest(false),
            _ => throw Error(value, "invalid-value", value.Describe(), "true or false after 'exists'"),
        };
    }

    private static NullTest Null(FieldKey key, YamlScalar value)
    {
        Allow(key, "all", "neq", "cased");
        if (key.Field is null)
            throw Error(value, "invalid-value", "null", "a keyword");
        return new NullTest();
    }

    private static RegexTest Regex(FieldKey key, YamlScalar value)
    {
        Allow(key, "re", "i", "m", "s", "all", "neq", "cased");
        if (value.Text.Length > SigmaLimits.RegexChars)
            throw Error(value, "regex-too-long", "a longer regular expression", $"at most {SigmaLimits.RegexChars} characters");
        return RegexTest.TryMake(value.Text, key.Has("i"), key.Has("m"), key.Has("s"), out var reason)
            ?? throw Error(value, "invalid-regex", $"{value.Describe()} ({reason})", "a regular expression");
    }

    private static CidrTest Cidr(FieldKey key, YamlScalar value)
    {
        Allow(key, "cidr", "all", "neq");
        return CidrTest.TryMake(value.Text.Trim())
            ?? throw Error(value, "invalid-network", value.Describe(), "a network such as 10.0.0.0/8 or fe80::/10");
    }

    private static FieldReferenceTest FieldReference(FieldKey key, YamlScalar value)
    {
        Allow(key, "fieldref", "startswith", "endswith", "contains", "cased", "all", "neq");
        if (key.Field is null)
            throw Error(value, "invalid-modifiers", "'fieldref' without a field", "a field before it");
        if (value.Text.Length == 0)
            throw Error(value, "invalid-value", "''", "the name of a field");
        var place = key.Has("contains") ? ReferencePlace.Anywhere
            : key.Has("startswith") ? ReferencePlace.Start
            : key.Has("endswith") ? ReferencePlace.End
            : ReferencePlace.Whole;
        return new FieldReferenceTest(value.Text.Trim(), place, key.Has("cased"));
    }

    private static NumberTest Number(FieldKey key, YamlScalar value)
    {
        Allow(key, "lt", "lte", "gt", "gte", "neq", "all", "minute", "hour", "day", "week", "month", "year");
        return NumberTest.TryParse(value.Text, out var number)
            ? new NumberTest(NumberPartOf(key), RelationOf(key) ?? NumberRelation.Equal, number)
            : throw Error(value, "invalid-value", value.Describe(), "a number");
    }

    private static NumberPart NumberPartOf(FieldKey key)
    {
        foreach (var part in Enum.GetValues<NumberPart>())
        {
            if (part != NumberPart.Whole && key.Has(part.ToString().ToLowerInvariant()))
                return part;
        }

        return NumberPart.Whole;
    }

    private static NumberRelation? RelationOf(FieldKey key) =>
        key.Has("lt") ? NumberRelation.Less
        : key.Has("lte") ? NumberRelation.LessOrEqual
        : key.Has("gt") ? NumberRelation.Greater
        : key.Has("gte") ? NumberRelation.GreaterOrEqual
        : null;

    private static ImmutableArray<ValueTest> Texts(FieldKey key, YamlScalar value)
    {
        Allow(key, "contains", "startswith", "endswith", "all", "cased", "neq", "windash", "base64", "base64offset", "utf16", "utf16le", "utf16be", "wide");
        ImmutableArray<TextPattern> patterns = [TextPattern.Parse(value.Text)];
        byte[]? bytes = null;
        foreach (var modifier in key.Modifiers)
        {
            switch (modifier)
            {
                case "utf16" or "utf16le" or "utf16be" or "wide":
                    bytes = Encode(modifier, LiteralOf(patterns, value, modifier));
                    break;
                case "base64":
                    patterns = [TextPattern.Literal(Convert.ToBase64String(bytes ?? Utf8Of(patterns, value, modifier)))];
                    bytes = null;
                    break;
                case "base64offset":
                    if (!key.Has("contains"))
                        throw Error(value, "invalid-modifiers", "'base64offset' alone", "'contains' after it: the text stands inside a longer one");
                    patterns = [.. Base64Offsets(bytes ?? Utf8Of(patterns, value, modifier)).Select(TextPattern.Literal)];
                    bytes = null;
                    break;
                default:
                    patterns = [.. patterns.Select(pattern => Shape(pattern, modifier))];
                    break;
            }
        }

        if (bytes is not null)
            throw Error(value, "invalid-modifiers", "an encoding without base64", "'base64' or 'base64offset' after it: values of records are text");

        // A keyword stands anywhere in a value of the record.
        if (key.Field is null)
            patterns = [.. patterns.Select(pattern => pattern.WithLeadingRun().WithTrailingRun())];
        return [.. patterns.Select(pattern => new TextTest(pattern, key.Has("cased")))];
    }

    private static TextPattern Shape(TextPattern pattern, string modifier) => modifier switch
    {
        "contains" => pattern.WithLeadingRun().WithTrailingRun(),
        "startswith" => pattern.WithTrailingRun(),
        "endswith" => pattern.WithLeadingRun(),
        "windash" => pattern.WithAnyDash(),
        _ => pattern,
    };

    private static byte[] Encode(string encoding, string text) => encoding switch
    {
        "utf16be" => Encoding.BigEndianUnicode.GetBytes(text),
        "utf16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
        _ => Encoding.Unicode.GetBytes(text),
    };

    /// <summary>
    /// The part of the base64 text that does not depend on what stands before and after, for each of the three
    /// positions of the first byte within a group of three.
    /// </summary>
    private static IEnumerable<string> Base64Offsets(byte[] bytes)
    {
        // Characters that hold bits of the bytes before, and (by the count modulo 3) of the bytes behind.
        ReadOnlyMemory<int> skipped = new[] { 0, 2, 3 };
        ReadOnlyMemory<int> cut = new[] { 0, 3, 2 };
        for (var offset = 0; offset < 3; offset++)
        {
            var text = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            yield return text[skipped.Span[offset]..^cut.Span[(offset + bytes.Length) % 3]];
        }
    }

    private static byte[] Utf8Of(ImmutableArray<TextPattern> patterns, YamlScalar value, string modifier) =>
        Encoding.UTF8.GetBytes(LiteralOf(patterns, value, modifier));

    private static string LiteralOf(ImmutableArray<TextPattern> patterns, YamlScalar value, string modifier) =>
        patterns is [{ IsLiteral: true } pattern]
            ? pattern.LiteralText
            : throw Error(value, "invalid-value", $"wildcards in {value.Describe()}", $"none before '{modifier}': an encoded text has no place for them");

    private static void Allow(FieldKey key, params ReadOnlySpan<string> allowed)
    {
        foreach (var modifier in key.Modifiers)
        {
            if (!allowed.Contains(modifier))
            {
                throw new RuleSyntaxException(
                    key.Line, "invalid-modifiers", $"'{modifier}' in '{key.Field}|{string.Join('|', key.Modifiers)}'", "modifiers that go together");
            }
        }
    }

    private static RuleSyntaxException Error(YamlScalar value, string code, string found, string expected) =>
        new(value.Line, code, found, expected);
}
