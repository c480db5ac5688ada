using System.Text.RegularExpressions;
using Dwell.Tests;

namespace Dwell.Structure.Tests;

/// <summary>The tree is the first page of documentation: it may not tell of what is not there.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    [Fact]
    public void The_tree_shows_the_projects_that_exist_and_no_other()
    {
        var drawn = TreeProject().Matches(Tree()).Select(match => match.Groups[1].Value).ToList();
        var existing = ProjectFile.All.Where(project => project.Area is "src" or "sim" or "bench" or "fuzz").Select(project => project.Name);
        Assert.Equal(existing.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_tree_puts_each_project_under_its_stage()
    {
        var stage = "";
        foreach (var line in Tree().Split('\n'))
        {
            if (StageLine().Match(line) is { Success: true } match)
                stage = match.Groups[1].Value;
            if (TreeProject().Match(line) is { Success: true } project && stage.Length > 0)
                Assert.Contains($"/{stage}/", "/" + ProjectFile.Named(project.Groups[1].Value).Path, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_folder_of_content_is_told_of()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "content")).Select(Path.GetFileName))
            Assert.Contains(folder + "/", Tree(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_decision_has_its_four_parts()
    {
        var decisions = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "decisions"), "*.md");
        Assert.NotEmpty(decisions);
        foreach (var file in decisions)
        {
            Assert.Matches("^[0-9]{4}-[a-z0-9-]+\\.md$", Path.GetFileName(file));
            var text = File.ReadAllText(file);
            Assert.All(new[] { "## Context", "## Choice", "## Price", "## Look again" }, part => Assert.Contains(part, text, StringComparison.Ordinal));
        }
    }

    private static string Tree()
    {
        var match = TreeBlock().Match(Text);
        Assert.True(match.Success, "docs/architecture.md has no ```tree block");
        return match.Groups[1].Value;
    }

    [GeneratedRegex("```tree\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TreeBlock();

    [GeneratedRegex("(Dwell\\.[A-Za-z.]+[A-Za-z])")]
    private static partial Regex TreeProject();

    [GeneratedRegex("^(?:  )?([0-9]-[a-z]+|sim|bench|fuzz|content|src)/", RegexOptions.None)]
    private static partial Regex StageLine();
}
