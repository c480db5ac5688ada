using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>The time in the header that a logging service writes before each message.</summary>
internal sealed class SyslogTimes : LineTimes
{
    public override bool TryTime(ReadOnlySpan<byte> line, out LogTime time)
    {
        var isRead = SyslogLine.TryRead(line, DateOrder.Unknown, out var read) && read.Time is not null;
        time = read.Time.GetValueOrDefault();
        return isRead;
    }
}
