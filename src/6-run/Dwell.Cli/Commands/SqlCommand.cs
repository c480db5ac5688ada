using System.CommandLine;
using Dwell.Facts.DuckDb.Native;
using Dwell.Pipeline.Querying;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell sql CASE "…"</c>: one read-only statement on the store of a case.</summary>
internal static class SqlCommand
{
    public static Command Make(CommandStreams streams)
    {
        var caseFolder = new Argument<string>("CASE") { Description = "The case folder." };
        var sql = new Argument<string>("SQL") { Description = "One statement of DuckDB's SQL; SHOW TABLES lists what can be asked, docs/fields.md tells of it." };
        var format = FormatOption();
        var command = new Command("sql", "Ask the store of a case in SQL, read only.") { caseFolder, sql, format };
        command.SetAction((parsed, cancellation) =>
        {
            var folder = CasePlaces.Open(parsed.GetValue(caseFolder)!, null);
            Run(() => CaseSql.Run(folder, parsed.GetValue(sql)!, parsed.GetValue(format), streams.Out.Write, cancellation));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>How rows are written.</summary>
    public static Option<RowFormat> FormatOption() => new("--format")
    {
        Description = "table, csv (safe to open in a spreadsheet) or json (an object a line).",
        HelpName = "table|csv|json",
        DefaultValueFactory = _ => RowFormat.Table,
    };

    /// <summary>Runs a query; the engine's words on what is wrong with it are wrong use.</summary>
    public static void Run(Action query)
    {
        try
        {
            query();
        }
        catch (DuckDbException wrong) when (!wrong.IsDiskFull)
        {
            throw new WrongUseException(wrong.FirstLine);
        }
        catch (ArgumentException wrong)
        {
            throw new WrongUseException(wrong.Message);
        }
    }
}
