using System.Buffers.Text;
using Dwell.Model.Time;
using Dwell.Readers.Times;
using Dwell.Readers.Zeek;

namespace Dwell.Readers.Json;

/// <summary>Reads the times of records.</summary>
internal static class JsonTimes
{
    // 1980-01-01 to 2100-01-01: what lies outside is no time of a log.
    private static readonly long EarliestTicks = new DateTime(1980, 1, 1).Ticks;
    private static readonly long LatestTicks = new DateTime(2100, 1, 1).Ticks;

    public static bool TryRead(ReadOnlySpan<byte> text, JsonTimeForm form, out UtcInstant time)
    {
        if (form == JsonTimeForm.Zeek)
            return ZeekJsonValue.TryReadTime(text, out time);
        var isRead = form switch
        {
            JsonTimeForm.UnixSeconds => TrySeconds(text, out time),
            JsonTimeForm.UnixMilliseconds => TryCount(text, TimeSpan.TicksPerMillisecond, TimePrecision.Millisecond, out time),
            JsonTimeForm.UnixMicroseconds => TryCount(text, TimeSpan.TicksPerMicrosecond, TimePrecision.Tick, out time),
            JsonTimeForm.DotNet => TryDotNet(text, out time),
            _ => TryText(text, form == JsonTimeForm.Utc, out time),
        };
        return isRead && time.Ticks >= EarliestTicks && time.Ticks < LatestTicks;
    }

    private static bool TryText(ReadOnlySpan<byte> text, bool isUtc, out UtcInstant time)
    {
        time = default;
        text = text.Trim(" \t"u8);
        if (text.StartsWith("/Date("u8))
            return TryDotNet(text, out time);
        if (!LogTimeReader.TryRead(text, out var found, out _) || !found.HasYear || found.Ticks < 0)
            return false;
        var isSure = isUtc || found.Zone == LogTimeZone.Utc;
        time = new UtcInstant(found.Ticks, found.Precision, isSure && !found.IsOrderAssumed ? TimeTrust.HostClock : TimeTrust.Assumed);
        return true;
    }

    private static bool TrySeconds(ReadOnlySpan<byte> text, out UtcInstant time)
    {
        if (LogTimeReader.TryRead(text, out var found, out var length) && length == text.Length && found.HasYear)
        {
            time = new UtcInstant(found.Ticks, found.Precision);
            return true;
        }

        time = default;
        if (!Utf8Parser.TryParse(text, out double seconds, out var read) || read != text.Length || Math.Abs(seconds) > 4e9)
            return false;
        time = new UtcInstant(DateTime.UnixEpoch.Ticks + (long)(seconds * TimeSpan.TicksPerSecond), TimePrecision.Millisecond);
        return true;
    }

    private static bool TryCount(ReadOnlySpan<byte> text, long unit, TimePrecision precision, out UtcInstant time)
    {
        time = default;
        if (!Utf8Parser.TryParse(text, out long count, out _) || count < 0 || count > LatestTicks / unit)
            return false;
        time = new UtcInstant(DateTime.UnixEpoch.Ticks + count * unit, precision);
        return true;
    }

    private static bool TryDotNet(ReadOnlySpan<byte> text, out UtcInstant time)
    {
        time = default;
        var prefix = "/Date("u8;
        return text.StartsWith(prefix) && TryCount(text[prefix.Length..], TimeSpan.TicksPerMillisecond, TimePrecision.Millisecond, out time);
    }
}
