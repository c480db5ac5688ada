using System.Globalization;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

public sealed class InvestigateTests : IDisposable
{
    private const string Escape = "\e";
    private readonly TempFolder _folder = new();

    private string Case => _folder["case"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_empty_folder_gets_seven_answers_that_say_that_nothing_can_be_told()
    {
        var evidence = Directory.CreateDirectory(_folder["evidence"]).FullName;
        var run = await CliRun.Of("investigate", evidence, "--case", Case, "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var answers = run.Json.GetProperty("answers").EnumerateArray().ToList();
        Assert.Equal(
            ["backdoor", "since", "who", "movement", "read", "taken", "active"],
            answers.Select(answer => answer.GetProperty("question").GetString()));
        Assert.All(answers, answer => Assert.Equal("not-determinable", answer.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_pipe_gets_no_escape_codes()
    {
        var run = await CliRun.Of("investigate", Lab.OneLog, "--case", Case);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.DoesNotContain(Escape, run.Out + run.Error, StringComparison.Ordinal);
        Assert.All(run.Lines, line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Json_is_the_answers_file_itself()
    {
        var run = await CliRun.Of("investigate", Lab.OneLog, "--case", Case, "--json");
        Assert.Equal(File.ReadAllText(Path.Combine(Case, "answers.json")), run.Out);
        Assert.Equal("dwell/answers/1", run.Json.GetProperty("schema").GetString());
    }

    [Fact]
    public async Task A_damaged_file_is_read_as_far_as_it_goes_and_said()
    {
        var log = File.ReadAllBytes(Lab.OneLog);
        log.AsSpan(4096 + 600, 2000).Fill(0xA5);
        _folder.Write("evidence/damaged.evtx", log);
        _folder.Write("evidence/notes.bin", new byte[400]);
        var run = await CliRun.Of("investigate", _folder["evidence"], "--case", Case, "--json");
        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Equal(7, run.Json.GetProperty("answers").GetArrayLength());
        Assert.Contains("damaged", run.Error, StringComparison.Ordinal);
        Assert.Contains("evidence/damaged.evtx", run.Error, StringComparison.Ordinal);
        Assert.Contains("evidence/notes.bin", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_other_things_in_it_is_not_touched()
    {
        _folder.Write("case/letter.txt", "dear");
        var run = await CliRun.Of("investigate", Lab.OneLog, "--case", Case);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("not empty", run.Error, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(Case, "letter.txt")], Directory.EnumerateFileSystemEntries(Case));
    }

    [Fact]
    public async Task The_same_again_reads_nothing_and_changes_nothing()
    {
        var first = await CliRun.Of("investigate", Lab.OneLog, "--case", Case, "--json");
        var before = Files(Case);
        var second = await CliRun.Of("investigate", Lab.OneLog, "--case", Case, "--json");
        Assert.Equal(ExitCode.Done, second.ExitCode);
        Assert.Contains("already", second.Error, StringComparison.Ordinal);
        Assert.Equal(first.Out, second.Out);
        Assert.Equal(before, Files(Case));
    }

    [Fact]
    public async Task Other_evidence_for_a_finished_case_is_refused()
    {
        await CliRun.Of("investigate", Lab.OneLog, "--case", Case);
        var run = await CliRun.Of("investigate", Path.Combine(Lab.Evidence, "WS-BRUNO"), "--case", Case);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'), line => !IsProgress(line));
    }

    [Fact]
    public async Task A_wrong_key_in_the_context_file_is_named_with_the_one_that_was_meant()
    {
        var context = _folder.Write("context.yml", "organisaton: Halden\n");
        var run = await CliRun.Of("investigate", Lab.OneLog, "--case", Case, "--context", context);
        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.Contains("organisaton", run.Error, StringComparison.Ordinal);
        Assert.Contains("organisation", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Case, "case.json")));
    }

    [Theory]
    [InlineData("finding and hashing")]
    [InlineData("loading rules")]
    [InlineData("reading")]
    [InlineData("analysing")]
    [InlineData("writing the case")]
    public async Task Ctrl_C_leaves_nothing_that_looks_finished(string stage)
    {
        var stopped = await CliRun.StoppedAt(stage, "investigate", Lab.OneLog, "--case", Case);
        Assert.Equal(ExitCode.Interrupted, stopped.ExitCode);
        Assert.Empty(stopped.Out);
        Assert.False(File.Exists(Path.Combine(Case, "case.json")));
        Assert.False(File.Exists(Path.Combine(Case, "answers.json")));
        if (Directory.Exists(Case))
            Assert.Equal(ExitCode.Failed, (await CliRun.Of("show", Case, "backdoor")).ExitCode);

        var again = await CliRun.Of("investigate", Lab.OneLog, "--case", Case);
        Assert.Equal(ExitCode.Done, again.ExitCode);
        Assert.Equal(ExitCode.Done, (await CliRun.Of("verify", Case)).ExitCode);
    }

    [Fact]
    public async Task Threads_order_and_culture_change_no_byte_of_the_case()
    {
        string[] hosts = ["DC01", "FS01", "WS-ADELE", "WS-BRUNO"];
        await Investigate(hosts, _folder["one"], "1");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = OddCulture();
            await Investigate(hosts.Reverse(), _folder["four"], "4");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        var (one, four) = (Files(_folder["one"]), Files(_folder["four"]));
        Assert.Equal(one.Keys, four.Keys);
        Assert.Contains("answers.json", one.Keys);
        Assert.All(one.Keys.Where(name => name is not ("run.json" or "facts.duckdb")), name => Assert.True(one[name] == four[name], $"{name} differs"));
    }

    private static async Task Investigate(IEnumerable<string> hosts, string caseFolder, string threads)
    {
        var run = await CliRun.Of(
        [
            "investigate",
            .. hosts.Select(host => Path.Combine(Lab.Evidence, host)),
            "--context", Path.Combine(Lab.Evidence, "evidence.yml"),
            "--case", caseFolder,
            "--threads", threads,
        ]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    // The build knows no cultures but the invariant one; this one writes numbers and dates as none does.
    private static CultureInfo OddCulture()
    {
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ";";
        odd.NumberFormat.NumberGroupSeparator = "'";
        odd.NumberFormat.NegativeSign = "~";
        odd.DateTimeFormat.DateSeparator = "|";
        odd.DateTimeFormat.TimeSeparator = "_";
        return odd;
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToBase64String(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    private static bool IsProgress(string line) => line.Contains("hashing", StringComparison.Ordinal) || line.Contains("loading", StringComparison.Ordinal);
}
