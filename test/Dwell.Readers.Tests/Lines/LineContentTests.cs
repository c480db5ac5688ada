using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Lines;
using Dwell.Content.Store;
using Dwell.Readers.Lines;
using Dwell.Readers.Times;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Lines;

/// <summary>Each pattern of content/lines gives what its examples say.</summary>
public sealed class LineContentTests
{
    private static readonly LineCatalog Catalog = LineLoader.Load(OfCheckout());
    private static readonly LinePatterns Patterns = LinePatterns.Compile(Catalog);

    // Of the checkout, not of the assembly: a changed file is tried without a build.
    private static ContentStore OfCheckout() => new(
        Directory.GetFiles(Path.Combine(Repository.Root, "content", "lines"))
            .Select(path => KeyValuePair.Create("content/lines/" + Path.GetFileName(path), File.ReadAllBytes(path).ToImmutableArray())));

    public static TheoryData<string> Files => [.. Catalog.Programs.Select(program => program.File).Distinct()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_example_gives_its_event_and_fields(string file)
    {
        var matcher = new LineMatcher(Patterns);
        var wrong = new List<string>();
        foreach (var program in Catalog.Programs.Where(program => program.File == file))
        {
            foreach (var pattern in program.Patterns)
            {
                foreach (var example in pattern.Examples)
                {
                    if (Check(matcher, program, pattern, example) is { } sentence)
                        wrong.Add($"{file}:{example.Line}: {sentence}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string? Check(LineMatcher matcher, LineProgram program, LinePattern pattern, LineExample example)
    {
        var text = Encoding.UTF8.GetBytes(example.Text);
        if (example.IsWholeLine)
        {
            var log = Patterns.Bare.FirstOrDefault(bare => bare.Source.Name == program.Source && matcher.MatchLine(bare, text, DateOrder.Unknown, out _) && matcher.Event is not null);
            if (log is null)
                return $"the line '{example.Text}' fits no envelope of {program.Source}, or its message no pattern";
        }
        else if (!matcher.Match(Encoding.UTF8.GetBytes(example.Program), text))
        {
            return $"the message '{example.Text}' fits no pattern";
        }

        var found = matcher.Event!;
        if (found.Name != pattern.Name || found.Source.Name != program.Source)
            return $"the message '{example.Text}' fits {found.Source.Name} {found.Name}; expected {program.Source} {pattern.Name}";
        var fields = LineTexts.FieldsOf(matcher, text);
        foreach (var (field, value) in example.Fields)
        {
            var given = fields.GetValueOrDefault(field);
            if (given != value)
                return $"'{example.Text}' gives {field} = {(given is null ? "nothing" : $"'{given}'")}; expected '{value}'";
        }

        return null;
    }
}
