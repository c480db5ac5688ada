using Dwell.Evidence;

namespace Dwell.Readers.Times;

/// <summary>The first and the last time in a file, by its first and last bytes.</summary>
internal readonly record struct EdgeTimes(LogTime First, LogTime Last)
{
    private const int EdgeBytes = 32 * 1024;

    /// <summary>Null when neither edge has a line with a time.</summary>
    public static EdgeTimes? Of(EvidenceBytes bytes, LineTimes times)
    {
        var buffer = new byte[(int)Math.Min(EdgeBytes, bytes.Length)];
        var first = In(buffer.AsSpan(0, bytes.ReadAt(0, buffer)), times, isLast: false);
        var last = In(buffer.AsSpan(0, bytes.ReadAt(bytes.Length - buffer.Length, buffer)), times, isLast: true);
        return first is null || last is null ? null : new EdgeTimes(first.Value, last.Value);
    }

    private static LogTime? In(ReadOnlySpan<byte> text, LineTimes times, bool isLast)
    {
        LogTime? found = null;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            if (times.TryTime(end < 0 ? text : text[..end], out var time))
            {
                found = time;
                if (!isLast)
                    return found;
            }

            text = end < 0 ? default : text[(end + 1)..];
        }

        return found;
    }
}
