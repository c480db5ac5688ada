using System.CommandLine;
using System.CommandLine.Parsing;
using Dwell.Case;

namespace Dwell.Cli;

/// <summary>Parses the arguments, runs one command, and turns what went wrong into one sentence and an exit code.</summary>
internal static class CommandLine
{
    private const string Description =
        "Reads the logs of an organisation that may have been broken into, and answers seven questions with evidence:\n"
        + "is a backdoor here, since when, who, how did they move, what did they read, what did they take, are they still active.";

    /// <summary>Runs <paramref name="arguments"/> and gives the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, CommandStreams streams, CancellationToken cancellation)
    {
        var root = new RootCommand(Description);
        var verbose = new Option<bool>("--verbose") { Description = "Show stack traces of errors.", Recursive = true };
        root.Options.Add(verbose);
        foreach (var command in CommandList.All(streams))
            root.Subcommands.Add(command);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await streams.Error.WriteLineAsync($"dwell: {OneSentence(parsed)} See '{CommandPath(parsed)} --help'.");
            return ExitCode.WrongUse;
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = streams.Out,
            Error = streams.Error,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (WrongUseException wrong)
        {
            await streams.Error.WriteLineAsync("dwell: " + wrong.Message);
            return ExitCode.WrongUse;
        }
        catch (OperationCanceledException)
        {
            await streams.Error.WriteLineAsync("dwell: stopped; nothing that looks finished was left behind.");
            return ExitCode.Interrupted;
        }
        catch (IOException broken) when (IsClosedPipe(broken))
        {
            // The reader of our output went away (`dwell … | head`): that is its right.
            return ExitCode.Done;
        }
        catch (Exception failed)
        {
            await streams.Error.WriteLineAsync("dwell: " + SentenceOf(failed));
            if (parsed.GetValue(verbose))
                await streams.Error.WriteLineAsync(failed.ToString());
            return ExitCode.Failed;
        }
    }

    // This is the border to people: whatever went wrong, a script gets its exit code, and a stack trace only who asks for it.
    private static string SentenceOf(Exception failed) =>
        failed is CaseException or IOException or UnauthorizedAccessException or InvalidDataException
            ? failed.Message.ReplaceLineEndings(" ")
            : $"a fault of Dwell itself ({failed.GetType().Name}: {failed.Message.ReplaceLineEndings(" ")}); --verbose says where, please report it.";

    private static string OneSentence(ParseResult parsed)
    {
        // An unknown word says more than what is missing because of it.
        if (parsed.UnmatchedTokens.Count > 0)
            return $"'{parsed.UnmatchedTokens[0]}' is no command or option here.";
        var message = parsed.Errors[0].Message.ReplaceLineEndings(" ").Trim();
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            if (command.Command is not RootCommand)
                names.Push(command.Command.Name);
        }

        return string.Join(' ', names.Prepend("dwell"));
    }

    // EPIPE on Unix (32), ERROR_NO_DATA / ERROR_BROKEN_PIPE on Windows (232, 109), as HResult's low word.
    private static bool IsClosedPipe(IOException broken) => (broken.HResult & 0xFFFF) is 32 or 232 or 109;
}
