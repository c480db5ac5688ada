using System.Runtime.InteropServices;
using Dwell.Cli;

// SIGXFSZ of Linux and macOS (signal.h): a write beyond the limit on file sizes would end the process without a word; without
// the signal it fails as on a full disk.
const int FileSizeExceeded = 25;

using var cancellation = new CancellationTokenSource();
using var tooLarge = OperatingSystem.IsWindows()
    ? null : PosixSignalRegistration.Create((PosixSignal)FileSizeExceeded, signal => signal.Cancel = true);
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C lets the command tidy up; a second one ends the process at once.
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
return await CommandLine.RunAsync(args, CommandStreams.OfProcess(), cancellation.Token);
