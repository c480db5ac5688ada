using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Lines;
using Dwell.Content.Store;
using Dwell.Readers.Lines;

namespace Dwell.Readers.Tests.Lines;

/// <summary>Patterns from a test's own text, and matches as strings.</summary>
internal static class LineTexts
{
    /// <summary>The patterns of one program <c>p</c>, one form a line, named a, b, c …</summary>
    public static LineMatcher MatcherOf(params string[] patterns)
    {
        var text = new StringBuilder("origin: test\nprograms:\n  - source: test/p\n    programs: [p]\n    patterns:\n");
        var name = 'a';
        foreach (var pattern in patterns)
        {
            text.Append("      - { name: ").Append(name++).Append(", pattern: '").Append(pattern.Replace("'", "''", StringComparison.Ordinal))
                .Append("', examples: [{ message: x, fields: {} }] }\n");
        }

        return new LineMatcher(LinePatterns.Compile(Load(text.ToString())));
    }

    public static LineCatalog Load(string yaml) =>
        LineLoader.Load(new ContentStore([KeyValuePair.Create("content/lines/t.yml", Encoding.UTF8.GetBytes(yaml).ToImmutableArray())]));

    /// <summary>The fields that the message gives, or null when it fits no pattern.</summary>
    public static Dictionary<string, string>? Match(this LineMatcher matcher, string message, string program = "p")
    {
        var text = Encoding.UTF8.GetBytes(message);
        return matcher.Match(Encoding.UTF8.GetBytes(program), text) ? FieldsOf(matcher, text) : null;
    }

    public static Dictionary<string, string> FieldsOf(LineMatcher matcher, ReadOnlySpan<byte> text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var source = matcher.Event!.Source;
        foreach (var constant in matcher.Event.Constants)
            fields[source.Fields[constant.Slot]] = Encoding.UTF8.GetString(constant.Value.Span);
        foreach (var capture in matcher.Captures)
            fields[source.Fields[capture.Slot]] = Encoding.UTF8.GetString(text.Slice(capture.Start, capture.Length));
        return fields;
    }
}
