using System.Buffers.Text;
using System.Globalization;
using Dwell.Model.Time;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Zeek;

/// <summary>
/// Values of Zeek's JSON in the form that they have in its tables: numbers with at most six places, times in seconds since 1970
/// (LogAscii::json_timestamps may have them as ISO 8601, which always has six places and a Z). Strings stay as they are.
/// </summary>
internal static class ZeekJsonValue
{
    private const int MostNumberBytes = 32;
    private const string IsoForm = "0000-00-00T00:00:00.000000Z";

    // Twelve digits of seconds are the year 33658; of milliseconds, 2001.
    private const int LeastMillisecondDigits = 12;

    /// <summary>Adds a value whose form changes; false for one that stays as it is written.</summary>
    public static bool TryPut(SlotRecord record, int slot, ReadOnlySpan<byte> value, bool isText)
    {
        Span<byte> target = stackalloc byte[MostNumberBytes];
        var length = !isText ? ZeekNumber.Normalize(value, target)
            : TryReadIso(value, out var ticks) ? WriteSeconds(ticks, target)
            : 0;
        if (length == 0)
            return false;
        record.AddOwn(slot, target[..length]);
        return true;
    }

    /// <summary>Reads the time of a record.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> value, out UtcInstant time)
    {
        if (TryReadIso(value, out var ticks))
        {
            time = new UtcInstant(ticks);
            return true;
        }

        if (value.Length >= LeastMillisecondDigits && value.IndexOf((byte)'.') < 0
            && Utf8Parser.TryParse(value, out long milliseconds, out var used) && used == value.Length
            && milliseconds >= 0 && milliseconds < (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond)
        {
            time = new UtcInstant(DateTime.UnixEpoch.Ticks + milliseconds * TimeSpan.TicksPerMillisecond, TimePrecision.Millisecond);
            return true;
        }

        Span<byte> target = stackalloc byte[MostNumberBytes];
        var length = ZeekNumber.Normalize(value, target);
        var found = ZeekNumber.ReadTime(length == 0 ? value : target[..length]);
        time = found.GetValueOrDefault();
        return found is not null;
    }

    private static bool TryReadIso(ReadOnlySpan<byte> value, out long ticks)
    {
        ticks = 0;
        if (value.Length != IsoForm.Length)
            return false;
        for (var i = 0; i < value.Length; i++)
        {
            if (IsoForm[i] == '0' ? !char.IsAsciiDigit((char)value[i]) : value[i] != IsoForm[i])
                return false;
        }

        Span<char> text = stackalloc char[IsoForm.Length];
        for (var i = 0; i < value.Length; i++)
            text[i] = (char)value[i];
        if (!DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time))
            return false;
        ticks = time.Ticks;
        return true;
    }

    private static int WriteSeconds(long ticks, Span<byte> target)
    {
        var microseconds = (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        var (seconds, fraction) = Math.DivRem(Math.Abs(microseconds), 1_000_000);
        var used = 0;
        if (microseconds < 0)
            target[used++] = (byte)'-';
        seconds.TryFormat(target[used..], out var written, default, CultureInfo.InvariantCulture);
        used += written;
        target[used++] = (byte)'.';
        fraction.TryFormat(target[used..], out written, "D6", CultureInfo.InvariantCulture);
        return ZeekNumber.LengthWithoutZeros(target[..(used + written)]);
    }
}
