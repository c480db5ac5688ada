using System.CommandLine;
using Dwell.Content.Yaml;
using Dwell.Model.Facts;
using Dwell.Pipeline.Querying;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell stack CASE FIELD</c>: the values of a column by on how many hosts they were seen, rarest first.</summary>
internal static class StackCommand
{
    private const long UsualLimit = 100;

    public static Command Make(CommandStreams streams)
    {
        var caseFolder = new Argument<string>("CASE") { Description = "The case folder." };
        var field = new Argument<string>("FIELD") { Description = "A column of docs/fields.md, or its Sigma or ECS name." };
        var kind = new Option<string?>("--kind") { Description = "Only facts of this kind (process-start, connection, …).", HelpName = "KIND" };
        var limit = new Option<long>("--limit") { Description = "Values shown at most; 0 shows all.", HelpName = "N", DefaultValueFactory = _ => UsualLimit };
        var format = SqlCommand.FormatOption();
        var command = new Command("stack", "List the values of a column by how many hosts they were seen on, rarest first.") { caseFolder, field, kind, limit, format };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(limit) < 0)
                throw new WrongUseException("--limit is below 0; it takes 0 (all) or more.");
            var name = parsed.GetValue(field)!;
            var sql = CaseSql.Stack(name, KindNamed(parsed.GetValue(kind)), parsed.GetValue(limit))
                ?? throw new WrongUseException($"no kind of fact has a column '{name}'; docs/fields.md lists them.");
            var folder = CasePlaces.Open(parsed.GetValue(caseFolder)!, null);
            SqlCommand.Run(() => CaseSql.Run(folder, sql, parsed.GetValue(format), streams.Out.Write, cancellation));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static FactKind? KindNamed(string? name)
    {
        if (name is null)
            return null;
        foreach (var kind in Enum.GetValues<FactKind>())
        {
            if (KebabCase.Of(kind.ToString()).Equals(name.Replace('_', '-'), StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        throw new WrongUseException($"'{name}' is no kind of fact; docs/fields.md lists them.");
    }
}
