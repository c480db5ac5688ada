using System.Globalization;
using System.Text.RegularExpressions;

namespace Dwell.Structure.Tests;

/// <summary>docs/story.md holds the case behind Dwell against what Dwell does: what is open is counted, not hidden.</summary>
public sealed partial class StoryTests
{
    private const int Sentences = 20;
    private static readonly string Text = File.ReadAllText(SourceFiles.FullPath("docs/story.md"));

    [Fact]
    public void Each_sentence_of_the_case_has_what_serves_it_or_is_open()
    {
        var rows = Rows();
        Assert.Equal(Enumerable.Range(1, Sentences), rows.Select(row => row.Number));
        Assert.All(rows, row => Assert.True(row.Served.Length > 3, $"Sentence {row.Number} says nothing"));
    }

    [Fact]
    public void The_number_of_open_ones_is_the_one_stated()
    {
        var stated = Stated().Match(Text);
        Assert.True(stated.Success, "docs/story.md does not state 'Open: N of 20'");
        var open = Rows().Count(row => row.Served.StartsWith("open", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(int.Parse(stated.Groups[1].Value, CultureInfo.InvariantCulture), open);
    }

    [Fact]
    public void What_serves_a_sentence_exists()
    {
        var tests = string.Join('\n', SourceFiles.All
            .Where(path => path.StartsWith("test/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => File.ReadAllText(SourceFiles.FullPath(path))));
        foreach (var (number, served) in Rows())
        {
            foreach (Match name in TestName().Matches(served))
                Assert.True(tests.Contains($" {name.Groups[1].Value}(", StringComparison.Ordinal), $"Sentence {number} names the test {name.Groups[1].Value}, which is not there");
        }
    }

    private static List<(int Number, string Served)> Rows() =>
    [
        .. Row().Matches(Text).Select(match => (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value.Trim())),
    ];

    // | 1 | the sentence | what serves it |
    [GeneratedRegex(@"^\| *([0-9]+) *\|[^|\n]*\|([^|\n]*)\| *$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"Open: ([0-9]+) of 20")]
    private static partial Regex Stated();

    [GeneratedRegex("test `([A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
