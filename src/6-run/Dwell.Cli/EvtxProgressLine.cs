using System.Globalization;
using Dwell.Evtx.Export;

namespace Dwell.Cli;

/// <summary>How far a log has been read, on one line of the terminal that is written over; nothing where no person watches.</summary>
internal sealed class EvtxProgressLine(CommandStreams streams, bool isShown) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private long _lastShown = TimeProvider.System.GetTimestamp();
    private bool _isOpen;

    public void Report(string name, EvtxProgress done)
    {
        if (!isShown || streams.IsErrorRedirected || TimeProvider.System.GetElapsedTime(_lastShown) < Pause)
            return;
        _lastShown = TimeProvider.System.GetTimestamp();
        _isOpen = true;
        var text = string.Create(CultureInfo.InvariantCulture, $"{done.Bytes / 1_000_000:N0} MB, {done.Records:N0} records  {name}");
        var room = Math.Max(10, streams.Width - 1);
        streams.Error.Write("\r\u001b[K" + (text.Length > room ? text[..room] : text));
    }

    public void Clear()
    {
        if (_isOpen)
            streams.Error.Write("\r\u001b[K");
        _isOpen = false;
    }

    public void Dispose() => Clear();
}
