using System.Text.Json;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

/// <summary>What people ask the store of a case.</summary>
[Collection(LabCollection.Name)]
public sealed class StoreCommandTests(LabCase lab) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sql_shows_rows_as_a_table_json_and_csv()
    {
        const string Sql = "SELECT host, count(*) AS n, max(time) > TIMESTAMP '2020-01-01' AS late FROM installation GROUP BY host ORDER BY host;";
        var table = await CliRun.Of("sql", lab.Folder, Sql);
        var json = await CliRun.Of("sql", lab.Folder, Sql, "--format", "json");
        var csv = await CliRun.Of("sql", lab.Folder, Sql, "--format", "csv");

        Assert.Equal((ExitCode.Done, ExitCode.Done, ExitCode.Done), (table.ExitCode, json.ExitCode, csv.ExitCode));
        Assert.StartsWith("host", table.Lines[0], StringComparison.Ordinal);
        var first = JsonSerializer.Deserialize<JsonElement>(json.Lines[0]);
        Assert.Equal((JsonValueKind.String, JsonValueKind.Number, JsonValueKind.True), (first.GetProperty("host").ValueKind, first.GetProperty("n").ValueKind, first.GetProperty("late").ValueKind));
        Assert.Equal("host,n,late", csv.Lines[0]);
        Assert.Equal(table.Lines.Count, csv.Lines.Count);
        Assert.Equal(table.Lines.Count - 1, json.Lines.Count);
    }

    [Fact]
    public async Task Csv_gives_no_spreadsheet_a_formula_and_leaves_numbers_alone()
    {
        var run = await CliRun.Of("sql", lab.Folder, "SELECT '=1+1' AS a, '@x' AS b, -5 AS c, 'a,\"b\"' AS d, '-' AS e, chr(9) || 'x' AS f, NULL AS g", "--format", "csv");

        Assert.Equal("\"'=1+1\",\"'@x\",-5,\"a,\"\"b\"\"\",\"'-\",\"'\tx\",", run.Lines[1]);
    }

    [Theory]
    [InlineData("SELEKT 1", "syntax error")]
    [InlineData("SELECT nothing FROM logon", "nothing")]
    [InlineData("DELETE FROM store.name", "read-only")]
    [InlineData("CREATE TABLE t (a INT)", "read-only")]
    [InlineData("COPY logon TO '/tmp/dwell-must-not-be.csv'", "disabled")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')", "disabled")]
    [InlineData("ATTACH '/tmp/dwell-must-not-be.duckdb'", "disabled")]
    [InlineData("SET enable_external_access = true", "locked")]
    [InlineData("INSTALL httpfs", "disabled")]
    public async Task Sql_that_is_wrong_writes_or_reaches_out_is_refused_with_one_sentence(string sql, string word)
    {
        var run = await CliRun.Of("sql", lab.Folder, sql);

        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.Contains(word, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(run.Out);
        Assert.False(File.Exists("/tmp/dwell-must-not-be.csv") || File.Exists("/tmp/dwell-must-not-be.duckdb"));
    }

    [Fact]
    public async Task Sql_says_what_can_be_asked()
    {
        var tables = await CliRun.Of("sql", lab.Folder, "SHOW TABLES", "--format", "csv");
        var columns = await CliRun.Of("sql", lab.Folder, "DESCRIBE logon", "--format", "csv");
        var plan = await CliRun.Of("sql", lab.Folder, "EXPLAIN SELECT 1");

        Assert.Contains("process_start", tables.Lines);
        Assert.Contains(columns.Lines, line => line.StartsWith("source_address,VARCHAR", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, plan.ExitCode);
    }

    [Fact]
    public async Task Pivot_tells_what_touches_an_account_or_address_with_sentence_and_place()
    {
        var account = await CliRun.Of("pivot", lab.Folder, "SVC-BACKUP");
        var json = await CliRun.Of("pivot", lab.Folder, "198.51.100.20", "--json");
        var nobody = await CliRun.Of("pivot", lab.Folder, "no such thing");

        Assert.Equal(ExitCode.Done, account.ExitCode);
        Assert.All(account.Lines, line => Assert.Matches(@"^2026-\d\d-\d\dT.*\[.*\.evtx byte \d+\]$", line));
        Assert.Equal(account.Lines.Order(StringComparer.Ordinal).Select(line => line[..10]), account.Lines.Select(line => line[..10]));
        var row = json.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .First(item => item.GetProperty("values").TryGetProperty("destination-address", out var address) && address.GetString() == "198.51.100.20");
        Assert.Equal(64, row.GetProperty("citation").GetProperty("evidence").GetString()!.Length);
        Assert.Equal((ExitCode.Done, ""), (nobody.ExitCode, nobody.Out));
    }

    [Fact]
    public async Task Pivot_looks_around_a_time_and_stops_at_its_limit()
    {
        var all = await CliRun.Of("pivot", lab.Folder, "fs01", "--limit", "0");
        var time = all.Lines[0][..20];
        var near = await CliRun.Of("pivot", lab.Folder, "fs01", "--around", time, "--window", "1s");
        var one = await CliRun.Of("pivot", lab.Folder, "fs01", "--limit", "1");

        Assert.InRange(near.Lines.Count, 1, all.Lines.Count - 1);
        Assert.Single(one.Lines);
        Assert.Contains("--limit 0", one.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_lists_values_by_hosts_rarest_first()
    {
        var run = await CliRun.Of("stack", lab.Folder, "account", "--limit", "0", "--format", "json");
        var bySigma = await CliRun.Of("stack", lab.Folder, "Image", "--kind", "process-start", "--format", "json");

        var hosts = run.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("hosts").GetInt64()).ToList();
        Assert.Equal(hosts.Order(), hosts);
        Assert.True(hosts[^1] > 1);
        Assert.Equal(ExitCode.Done, bySigma.ExitCode);
        Assert.NotEmpty(bySigma.Out);
    }

    [Fact]
    public async Task Export_writes_a_parquet_file_a_kind_and_never_over_one()
    {
        var run = await CliRun.Of("export", lab.Folder, "--facts", _folder["out"]);
        var again = await CliRun.Of("export", lab.Folder, "--facts", _folder["out"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.All(run.Lines, line => Assert.True(File.Exists(Path.Combine(_folder["out"], line.Split(' ')[0]))));
        Assert.Equal("PAR1"u8.ToArray(), File.ReadAllBytes(Path.Combine(_folder["out"], "logon.parquet"))[..4]);
        Assert.Equal(ExitCode.Failed, again.ExitCode);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stack CASE no-such-column")]
    [InlineData("stack CASE account --kind no-such-kind")]
    [InlineData("stack CASE account --limit -1")]
    [InlineData("pivot CASE x --around yesterday")]
    [InlineData("pivot CASE x --window 10")]
    [InlineData("pivot CASE  ")]
    [InlineData("sql CASE SELECT --format xml")]
    [InlineData("sql nowhere SELECT")]
    [InlineData("export CASE")]
    public async Task What_makes_no_sense_is_wrong_use(string line)
    {
        var run = await CliRun.Of([.. line.Split(' ').Select(word => word == "CASE" ? lab.Folder : word)]);

        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.StartsWith("dwell: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_without_its_store_says_how_to_make_it()
    {
        foreach (var file in Directory.EnumerateFiles(lab.Folder).Where(path => !path.EndsWith(".duckdb", StringComparison.Ordinal)))
            _folder.Write("case/" + Path.GetFileName(file), await File.ReadAllBytesAsync(file));

        var run = await CliRun.Of("sql", _folder["case"], "SELECT 1");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("has no store", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await CliRun.Of("verify", _folder["case"], "--evidence", Lab.Evidence)).ExitCode);
    }
}
