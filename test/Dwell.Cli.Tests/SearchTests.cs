using System.Text.Json;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

[Collection(LabCollection.Name)]
public sealed class SearchTests(LabCase lab) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_field_of_the_source_is_found_with_the_place_of_each_record()
    {
        var run = await CliRun.Of("search", lab.Folder, "EventID=7045");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(4, run.Lines.Count);
        Assert.All(run.Lines, line => Assert.Contains("/System.evtx record ", line, StringComparison.Ordinal));
        Assert.Contains("4 records of 556 fit", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_is_found_in_whatever_field_the_source_writes_it()
    {
        var run = await CliRun.Of("search", lab.Folder, "destination-address=198.51.100.20", "--json");

        var hit = JsonSerializer.Deserialize<JsonElement>(run.Lines[0]);
        Assert.Equal("198.51.100.20", hit.GetProperty("fields").GetProperty("DestinationIp").GetString());
        Assert.True(Model.Evidence.Locator.TryParse(hit.GetProperty("citation").GetProperty("locator").GetString()!, out _));
    }

    [Fact]
    public async Task Text_and_expressions_agree_where_they_ask_the_same()
    {
        var text = await CliRun.Of("search", lab.Folder, "SVC-BACKUP", "--limit", "0");
        var regex = await CliRun.Of("search", lab.Folder, "/svc-backup/i", "--limit", "0");
        var none = await CliRun.Of("search", lab.Folder, "/SVC-BACKUP/");

        Assert.NotEmpty(text.Out);
        Assert.Equal(text.Out, regex.Out);
        Assert.Empty(none.Out);
    }

    [Fact]
    public async Task The_number_of_threads_changes_nothing()
    {
        var one = await CliRun.Of("search", lab.Folder, "halden", "--limit", "0", "--threads", "1");
        var four = await CliRun.Of("search", lab.Folder, "halden", "--limit", "0", "--threads", "4");

        Assert.Equal(one.Out, four.Out);
        Assert.True(one.Lines.Count > 100);
    }

    [Fact]
    public async Task Host_and_interval_narrow_and_the_limit_is_said()
    {
        var day = await CliRun.Of("search", lab.Folder, "EventID=7045", "--from", "2026-03-03", "--to", "2026-03-04");
        var host = await CliRun.Of("search", lab.Folder, "EventID=7045", "--host", "fs01.halden.example", "--limit", "1");

        Assert.Equal(2, day.Lines.Count);
        Assert.All(day.Lines, line => Assert.StartsWith("2026-03-03T", line, StringComparison.Ordinal));
        Assert.Single(host.Lines);
        Assert.Contains("2 records of 556 fit; the first 1 are shown", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_no_known_format_are_found_by_their_text()
    {
        _folder.Write("e/notes.txt", "first\nthe second = line\n");
        Assert.Equal(ExitCode.Done, (await CliRun.Of("investigate", _folder["e"], "--case", _folder["case"])).ExitCode);

        var run = await CliRun.Of("search", _folder["case"], "second = line");

        Assert.Equal("undated  the second = line  [e/notes.txt:2]", run.Out.TrimEnd());
    }

    [Theory]
    [InlineData("can't be read at character", "/(a/")]
    [InlineData("not supported", "/(?=a)b/")]
    [InlineData("is empty", "")]
    [InlineData("'tomorrow' is no time", "x", "--from", "tomorrow")]
    [InlineData("--to lies before --from", "x", "--from", "2022-02-02", "--to", "2022-02-01")]
    [InlineData("--limit is below 0", "x", "--limit", "-1")]
    public async Task Wrong_use_is_one_sentence(string expected, params string[] arguments)
    {
        var run = await CliRun.Of(["search", lab.Folder, .. arguments]);

        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Evidence_that_is_gone_is_said()
    {
        _folder.Write("e/notes.txt", "first\n");
        await CliRun.Of("investigate", _folder["e"], "--case", _folder["case"]);
        Directory.Delete(_folder["e"], recursive: true);

        var run = await CliRun.Of("search", _folder["case"], "first");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("--evidence", run.Error, StringComparison.Ordinal);
    }
}
