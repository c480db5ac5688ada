using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Lines;
using Dwell.Content.Store;

namespace Dwell.Content.Tests.Lines;

public class LineLoaderTests
{
    private const string Head = "origin: test\nprograms:\n  - source: linux/p\n    programs: [p]\n    patterns:\n";

    [Fact]
    public void Reads_a_program_with_patterns_constants_and_examples()
    {
        var program = Load("""
            origin: test
            programs:
              - source: mail/p
                family: post
                programs: [p, "p/*"]
                lines: ["{time:time} {message}"]
                patterns:
                  - name: a
                    pattern: ["from {ip:ip}{? port {port:int}}", "{what=b|longer} \\{x\\}{ }{rest}"]
                    set: { outcome: failure }
                    examples:
                      - { message: from 1.2.3.4, fields: { ip: 1.2.3.4, outcome: failure } }
                      - { line: "2021-01-02 03:04:05 from ::1", program: p/q, fields: { ip: "::1" } }
            """).Programs.Single();

        Assert.Equal(("mail/p", "post"), (program.Source, program.Family));
        var pattern = program.Patterns.Single();
        Assert.Equal(["ip", "port"], pattern.Texts[0].Captures);
        Assert.Equal(
            [PatternPartKind.Choice, PatternPartKind.Literal, PatternPartKind.Blanks, PatternPartKind.Open],
            pattern.Texts[1].Parts.Select(part => part.Kind));
        Assert.Equal(["longer", "b"], pattern.Texts[1].Parts[0].Choices.AsEnumerable());
        Assert.Equal(" {x}", pattern.Texts[1].Parts[1].Literal);
        Assert.Equal(["p", "p/q"], pattern.Examples.Select(example => example.Program));
        Assert.True(pattern.Examples[1].IsWholeLine);
    }

    [Theory]
    [InlineData("{a}{b:int}", "literal text must follow the open capture 'a'")]
    [InlineData("{a}{b}", "literal text must follow the open capture 'a'")]
    [InlineData("{a}{? x}{b}", "since another open capture comes after it")]
    [InlineData("x {a*}", "needs no *")]
    [InlineData("{a:int}{b:int}", "literal text must stand between")]
    [InlineData("{a:intt}", "did you mean 'int'")]
    [InlineData("{a:ip", "is not closed")]
    [InlineData("a}", "closes nothing")]
    [InlineData("a\\b", "before a brace or a backslash only")]
    [InlineData("a\\", "before a brace or a backslash only")]
    [InlineData("{? x {b}}", "holds no open capture")]
    [InlineData("{?{b:int}}", "holds some literal text")]
    [InlineData("{? x{? y}}", "no other optional part")]
    [InlineData("{?}", "holds something")]
    [InlineData("{a=x|}", "a word on each side")]
    [InlineData("{a b}", "is no field name")]
    [InlineData("{a} at {b:time}", "before the last open capture")]
    [InlineData("", "it is empty")]
    public void A_pattern_that_can_not_be_used_says_why(string pattern, string sentence)
    {
        var error = Assert.Throws<ContentException>(() =>
            Load(Head + $"      - {{ name: a, pattern: '{pattern}', examples: [{{ message: x, fields: {{}} }}] }}"));

        Assert.Equal(("content/lines/t.yml", 6), (error.File, error.Line));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: a, pattern: x, examples: []", "Found no example")]
    [InlineData("name: a, pattern: x", "Found no 'examples'")]
    [InlineData("name: a, patern: x, examples: [{ message: x, fields: {} }]", "did you mean 'pattern'")]
    [InlineData("name: a, pattern: '{user}', examples: [{ message: x, fields: { usr: x } }]", "did you mean 'user'")]
    [InlineData("name: a, pattern: '{user}', set: { user: x }, examples: [{ message: x, fields: {} }]", "captures too")]
    [InlineData("name: a, pattern: '{user}', pairs: { from: kv, separator: ' ', fields: {} }, examples: [{ message: x, fields: {} }]", "does not capture")]
    [InlineData("name: a, pattern: '{kv}', pairs: { from: kv, separator: '', fields: {} }, examples: [{ message: x, fields: {} }]", "empty separator")]
    [InlineData("name: a, pattern: x, examples: [{ line: x, fields: {} }]", "has no 'lines'")]
    public void A_mistake_in_an_entry_names_what_was_expected(string entry, string sentence)
    {
        var error = Assert.Throws<ContentException>(() => Load(Head + "      - { " + entry + " }"));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source: linux", "expected family/log")]
    [InlineData("source: linux/p\n    programs: []", "no name of a program")]
    [InlineData("source: linux/p\n    programs: [p]\n    lines: ['{time:time} {rest}']", "without {message}")]
    public void A_mistake_in_a_program_names_what_was_expected(string entry, string sentence)
    {
        var text = "origin: test\nprograms:\n  - " + entry + "\n";
        if (!text.Contains("programs: [", StringComparison.Ordinal))
            text += "    programs: [p]\n";

        var error = Assert.Throws<ContentException>(() => Load(text + "    patterns: []\n"));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    private static LineCatalog Load(string yaml) =>
        LineLoader.Load(new ContentStore([KeyValuePair.Create("content/lines/t.yml", Encoding.UTF8.GetBytes(yaml).ToImmutableArray())]));
}
