using System.Globalization;
using Dwell.Pipeline.Running;

namespace Dwell.Cli;

/// <summary>
/// Shows how far a run is: one line on the terminal that is written over, or one line a stage where standard error goes
/// to a file. Standard output stays untouched.
/// </summary>
internal sealed class ProgressLine(CommandStreams streams) : IProgress<RunProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock _writing = new();
    private RunStage? _stage;
    private long _lastShown;
    private bool _isOpen;

    public void Report(RunProgress value)
    {
        lock (_writing)
        {
            if (value.Stage != _stage)
            {
                _stage = value.Stage;
                _lastShown = 0;
                if (streams.IsErrorRedirected)
                    streams.Error.WriteLine("dwell: " + Doing(value.Stage));
            }

            if (!streams.IsErrorRedirected && TimeProvider.System.GetElapsedTime(_lastShown) >= Pause)
            {
                _lastShown = TimeProvider.System.GetTimestamp();
                _isOpen = true;
                streams.Error.Write("\r\u001b[K" + Line(value));
            }
        }
    }

    public void Dispose()
    {
        if (_isOpen)
            streams.Error.Write("\r\u001b[K");
    }

    private string Line(RunProgress value)
    {
        var text = Doing(value.Stage);
        if (value.Total > 0)
        {
            text = string.Create(
                CultureInfo.InvariantCulture, $"{text}: {value.Done} of {value.Total} files, {value.Records:N0} records, {value.Hits:N0} rule hits");
        }

        var room = Math.Max(10, streams.Width - 1);
        return text.Length > room ? text[..room] : text;
    }

    private static string Doing(RunStage stage) => stage switch
    {
        RunStage.Intake => "finding and hashing evidence",
        RunStage.Rules => "loading rules",
        RunStage.Reading => "reading",
        RunStage.Analysis => "analysing",
        _ => "writing the case",
    };
}
