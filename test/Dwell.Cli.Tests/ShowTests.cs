using System.Text.Json;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

[Collection(LabCollection.Name)]
public sealed class ShowTests(LabCase lab) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_finding_leads_to_its_rule_its_fields_and_its_bytes()
    {
        var finding = lab.OneRecordOfARule;
        var run = await CliRun.Of("show", lab.Folder, LabCase.IdOf(finding));
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains(finding.GetProperty("title").GetString()!.Split(' ')[0], run.Out, StringComparison.Ordinal);
        Assert.Contains(finding.GetProperty("rule").GetProperty("id").GetString()!, run.Out, StringComparison.Ordinal);
        Assert.Contains("detection:", run.Out, StringComparison.Ordinal);
        Assert.Contains("EventRecordID: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("unchanged", run.Out, StringComparison.Ordinal);
        // Each EVTX record begins with two asterisks and two zeros (MS-EVEN6 has the layout of files in libevtx' words).
        Assert.Contains("  2a 2a 00 00", run.Out, StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.TrimStart().StartsWith("* ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Likelihood_and_confidence_never_stand_in_one_line()
    {
        var run = await CliRun.Of("show", lab.Folder, LabCase.IdOf(lab.Findings[0]));
        Assert.DoesNotContain(run.Lines, line =>
            line.Contains("likelihood", StringComparison.Ordinal) && line.Contains("confidence", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_finding_of_the_sample_can_be_shown_to_its_last_record()
    {
        foreach (var finding in lab.Findings)
        {
            var run = await CliRun.Of("show", lab.Folder, LabCase.IdOf(finding), "--all", "--json");
            Assert.Equal(ExitCode.Done, run.ExitCode);
            var records = run.Json.GetProperty("records").EnumerateArray().ToList();
            Assert.Equal(finding.GetProperty("citations").GetArrayLength(), records.Count);
            Assert.All(records, record =>
            {
                Assert.Equal("unchanged", record.GetProperty("state").GetString());
                Assert.NotEmpty(record.GetProperty("fields").EnumerateArray());
                Assert.False(string.IsNullOrWhiteSpace(record.GetProperty("says").GetString()));
            });
        }
    }

    [Fact]
    public async Task The_beginning_of_an_id_is_enough_when_it_is_the_only_one()
    {
        var id = LabCase.IdOf(lab.Findings[0]);
        var length = Enumerable.Range(6, id.Length - 6)
            .First(at => lab.Findings.Count(finding => LabCase.IdOf(finding).StartsWith(id[..at], StringComparison.Ordinal)) == 1);
        var run = await CliRun.Of("show", lab.Folder, id[..length].ToUpperInvariant());
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith(id, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backdor", "backdoor")]
    [InlineData("f-12", "4 digits")]
    public async Task A_word_that_is_neither_gets_what_was_meant(string asked, string hint)
    {
        var run = await CliRun.Of("show", lab.Folder, asked);
        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task An_unknown_id_gets_the_nearest_ones()
    {
        var id = LabCase.IdOf(lab.Findings[3]);
        var wrong = id[..^1] + (id[^1] == '0' ? '1' : '0');
        var run = await CliRun.Of("show", lab.Folder, wrong);
        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.Contains(id, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backdoor", "Is a backdoor here?")]
    [InlineData("since", "Since when?")]
    [InlineData("who", "Who?")]
    [InlineData("movement", "How did they move?")]
    [InlineData("read", "What did they read?")]
    [InlineData("taken", "What did they take?")]
    [InlineData("active", "Are they still active?")]
    public async Task Each_question_is_shown_with_what_limits_its_answer(string question, string asked)
    {
        var run = await CliRun.Of("show", lab.Folder, question);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith(asked, run.Out, StringComparison.Ordinal);
        Assert.Contains("What could not be seen", run.Out, StringComparison.Ordinal);
        Assert.Contains("What to ask for", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFF', run.Out);

        var json = (await CliRun.Of("show", lab.Folder, question, "--json")).Json;
        var answer = json.GetProperty("answer");
        Assert.Equal(answer.GetProperty("limits").GetArrayLength(), json.GetProperty("limits").GetArrayLength());
        Assert.Equal(answer.GetProperty("findings").GetArrayLength(), json.GetProperty("findings").GetArrayLength());
        Assert.All(answer.GetProperty("findings").EnumerateArray(), id =>
            Assert.Contains(id.GetString()!, run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task No_line_is_wider_than_the_terminal(int width)
    {
        foreach (var what in new[] { "backdoor", "who", "taken", LabCase.IdOf(lab.OneRecordOfARule) })
        {
            var run = await CliRun.OnTerminal(width, "show", lab.Folder, what, "--all", "--hex");
            Assert.All(run.Lines, line => Assert.True(WithoutColour(line).Length <= width, $"{what}: {line}"));
        }
    }

    [Fact]
    public async Task A_pipe_gets_whole_values_and_no_colour()
    {
        var run = await CliRun.Of("show", lab.Folder, LabCase.IdOf(lab.OneRecordOfARule));
        Assert.DoesNotContain("\e", run.Out, StringComparison.Ordinal);
        var locator = lab.OneRecordOfARule.GetProperty("citations")[0].GetProperty("locator").GetString()!;
        Assert.Contains("locator: " + locator, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_record_is_said_to_be_changed()
    {
        var (evidence, file, piece) = CopyOfEvidence();
        Flip(file, piece.Offset + piece.Length - 1);
        var run = await CliRun.Of("show", lab.Folder, LabCase.IdOf(lab.OneRecordOfARule), "--evidence", evidence);
        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Contains("the cited bytes are other ones", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_elsewhere_in_the_file_is_told_apart()
    {
        var (evidence, file, _) = CopyOfEvidence();
        // The header's unused part: no record cites it.
        Flip(file, 2000);
        var run = await CliRun.Of("show", lab.Folder, LabCase.IdOf(lab.OneRecordOfARule), "--evidence", evidence);
        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Contains("but not here", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_became_shorter_is_said_to_be_shorter()
    {
        var (evidence, file, piece) = CopyOfEvidence();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..(int)(piece.Offset + 10)]);
        var run = await CliRun.Of("show", lab.Folder, LabCase.IdOf(lab.OneRecordOfARule), "--evidence", evidence);
        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Contains("shorter", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_moved_is_asked_for_and_found_by_hash()
    {
        var evidence = _folder.Write("evidence/System.evtx", File.ReadAllBytes(Path.Combine(Lab.Evidence, "FS01", "System.evtx")));
        await CliRun.Of("investigate", evidence, "--case", _folder["case"]);
        var id = LabCase.IdOf(JsonSerializer.Deserialize<JsonElement>(File.ReadLines(_folder["case/findings.jsonl"]).First()));
        Directory.Move(_folder["evidence"], _folder["elsewhere"]);

        var lost = await CliRun.Of("show", _folder["case"], id);
        Assert.Equal(ExitCode.Incomplete, lost.ExitCode);
        Assert.Contains("--evidence", lost.Out, StringComparison.Ordinal);

        File.Move(_folder["elsewhere/System.evtx"], _folder["elsewhere/renamed.evtx"]);
        var found = await CliRun.Of("show", _folder["case"], id, "--evidence", _folder["elsewhere"]);
        Assert.Equal(ExitCode.Done, found.ExitCode);
    }

    [Theory]
    [InlineData("answers.json", "{}", "who")]
    [InlineData("answers.json", "{", "who")]
    [InlineData("findings.jsonl", "{\"id\":1}\n", "who")]
    [InlineData("case.json", "[]", "who")]
    public async Task A_damaged_case_is_one_sentence(string name, string text, string what)
    {
        foreach (var file in Directory.EnumerateFiles(lab.Folder))
            _folder.Write("case/" + Path.GetFileName(file), File.ReadAllBytes(file));
        _folder.Write("case/" + name, text);
        var run = await CliRun.Of("show", _folder["case"], what);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains(name, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of Dwell", run.Error, StringComparison.Ordinal);
    }

    private (string Evidence, string File, (long Offset, int Length) Piece) CopyOfEvidence()
    {
        var citation = lab.OneRecordOfARule.GetProperty("citations")[0];
        var evidence = Lab.CopyTo(_folder["evidence"]);
        var file = Path.Combine(_folder.Path, citation.GetProperty("path").GetString()!);
        var parts = citation.GetProperty("locator").GetString()!.Split('+')[0].Split(',')
            .Select(part => part.Split('=')).ToDictionary(part => part[0], part => long.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture));
        return (evidence, file, (parts["off"], (int)parts["len"]));
    }

    private static void Flip(string file, long at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static string WithoutColour(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9;]*m", "");
}
