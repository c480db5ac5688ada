using System.Text.RegularExpressions;
using Dwell.Report.Screen;
using Dwell.Tests;

namespace Dwell.Report.Tests;

public sealed class ScreenTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "test", "Dwell.Report.Tests", "Screens");

    [Theory]
    [InlineData("full", 60)]
    [InlineData("full", 80)]
    [InlineData("full", 120)]
    [InlineData("empty", 60)]
    [InlineData("empty", 80)]
    [InlineData("empty", 120)]
    public void Looks_as_it_was_reviewed(string sample, int width)
    {
        var input = sample == "full" ? Samples.Full() : Samples.Empty();
        var screen = AnswerScreen.Render(input.Answers, input.Findings, width, colour: false);
        var file = Path.Combine(Folder, $"{sample}-{width}.txt");
        if (Environment.GetEnvironmentVariable("DWELL_UPDATE") == "1")
            File.WriteAllText(file, screen);
        Assert.Equal(File.ReadAllText(file), screen);
    }

    [Fact]
    public void Fits_every_width_and_never_passes_24_lines()
    {
        var wide = "Конструкторское бюро 設計局 に侵入した者がいる。 ";
        var full = Samples.Full();
        var answers = full.Answers with { Answers = [.. full.Answers.Answers.Select(answer => answer with { Statement = string.Concat(Enumerable.Repeat(wide, 9)) })] };
        foreach (var sample in new[] { full.Answers, Samples.Empty().Answers, answers })
        {
            for (var width = 60; width <= 200; width++)
            {
                var lines = AnswerScreen.Render(sample, full.Findings, width, colour: false).TrimEnd('\n').Split('\n');
                Assert.InRange(lines.Length, 16, AnswerScreen.MostLines);
                Assert.All(lines, line => Assert.InRange(TerminalText.Width(line), 0, width));
            }
        }
    }

    [Fact]
    public void Colour_changes_no_word()
    {
        var input = Samples.Full();
        foreach (var width in new[] { 60, 80, 120 })
        {
            var plain = AnswerScreen.Render(input.Answers, input.Findings, width, colour: false);
            var coloured = AnswerScreen.Render(input.Answers, input.Findings, width, colour: true);
            Assert.DoesNotContain('\e', plain);
            Assert.Contains('\e', coloured);
            Assert.Equal(plain, Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
        }
    }

    [Fact]
    public void Evidence_can_not_steer_the_terminal()
    {
        var input = Samples.Full();
        var hostile = "a\e[2Jb\rc\u202Ed\u009B31m\0";
        var answers = input.Answers with
        {
            Evidence = input.Answers.Evidence with { Organisation = hostile },
            Answers = [.. input.Answers.Answers.Select(answer => answer with { Statement = hostile })],
        };
        var screen = AnswerScreen.Render(answers, [Samples.FullFinding(1) with { Title = hostile }], 120, colour: false);
        Assert.All(screen.Where(c => c != '\n'), c => Assert.False(char.IsControl(c), $"U+{(int)c:X4}"));
        Assert.Contains("a[U+001B][2Jb[U+000D]c[U+202E]d", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain text", 10, "plain text")]
    [InlineData("plain text that is long", 12, "plain text…")]
    [InlineData("C:\\Windows\\System32\\config", 12, "C:\\Windows\\…")]
    [InlineData("設計局の記録", 8, "設計局…")]
    [InlineData("и ещё несколько слов", 12, "и ещё…")]
    [InlineData("abc", 0, "")]
    public void Cuts_at_word_borders_in_cells(string text, int cells, string expected)
    {
        Assert.Equal(expected, TerminalText.Fit(text, cells));
        Assert.InRange(TerminalText.Width(TerminalText.Fit(text, cells)), 0, cells);
    }

    [Fact]
    public void Says_when_the_evidence_is_simulated()
    {
        var input = Samples.Full();
        Assert.Contains("SIMULATED", AnswerScreen.Render(input.Answers, input.Findings, 60, colour: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Three_ways_to_contain_leave_room_for_whom_to_ask()
    {
        var input = Samples.Full();
        var screen = AnswerScreen.Render(input.Answers, input.Findings, 120, colour: false);
        Assert.Contains("Isolate ENG07", screen, StringComparison.Ordinal);
        Assert.Contains("upstream proxy operator", screen, StringComparison.Ordinal);
    }
}
