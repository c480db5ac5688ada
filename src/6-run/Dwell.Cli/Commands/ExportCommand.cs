using System.CommandLine;
using Dwell.Facts.DuckDb.Native;
using Dwell.Pipeline.Querying;
using Dwell.Report.Text;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell export CASE --facts DIR</c>: the facts as Parquet, one file a kind.</summary>
internal static class ExportCommand
{
    public static Command Make(CommandStreams streams)
    {
        var caseFolder = new Argument<string>("CASE") { Description = "The case folder." };
        var facts = new Option<string>("--facts") { Description = "A folder for one Parquet file a kind of fact.", HelpName = "DIR", Required = true };
        var command = new Command("export", "Write the facts of a case as Parquet files.") { caseFolder, facts };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = CasePlaces.Open(parsed.GetValue(caseFolder)!, null);
            var target = parsed.GetValue(facts)!;
            if (File.Exists(target))
                throw new WrongUseException($"'{target}' is a file; --facts takes a folder.");
            try
            {
                foreach (var (file, rows) in CaseSql.Export(folder, target, cancellation))
                    await streams.Out.WriteLineAsync($"{file}  {Figures.Count(rows, "row", "rows")}");
            }
            catch (DuckDbException full) when (full.IsDiskFull)
            {
                throw new IOException($"The disk of '{target}' is full; what was written there is not whole.", full);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
