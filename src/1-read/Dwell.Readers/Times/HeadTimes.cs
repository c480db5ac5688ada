using Dwell.Evidence;

namespace Dwell.Readers.Times;

/// <summary>What the times in the first lines of a file lack, and the order of numeric dates that one of them proves.</summary>
internal readonly record struct HeadTimes(bool LacksYears, bool LacksZones, DateOrder Order)
{
    public static HeadTimes Read(EvidenceBytes bytes, LineTimes times, int headBytes)
    {
        var buffer = new byte[(int)Math.Min(headBytes, bytes.Length)];
        ReadOnlySpan<byte> text = buffer.AsSpan(0, bytes.ReadAt(0, buffer));
        var (lacksYears, lacksZones, order) = (false, false, DateOrder.Unknown);
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!times.TryTime(line, out var time))
                continue;
            lacksYears |= !time.HasYear;
            lacksZones |= time.Zone == LogTimeZone.Local;
            order = order == DateOrder.Unknown ? time.Order : order;
        }

        return new HeadTimes(lacksYears, lacksZones, order);
    }
}
