using Dwell.Cli;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C lets the command tidy up; a second one ends the process at once.
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
return await CommandLine.RunAsync(args, CommandStreams.OfProcess(), cancellation.Token);
