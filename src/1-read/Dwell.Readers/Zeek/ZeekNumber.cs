using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dwell.Model.Time;

namespace Dwell.Readers.Zeek;

/// <summary>
/// Numbers with a fraction. The ASCII writer rounds them to six places and keeps their zeros for times and intervals; the JSON
/// writer writes as many places as the number has. Here both have at most six places, without zeros at the end.
/// </summary>
internal static class ZeekNumber
{
    private const int Places = 6;
    private const double PlacesFactor = 1_000_000;

    // Beyond this the ASCII writer changes its form (modp_numtoa.c, thres_max); such numbers stay as they are written.
    private const double MaxRounded = 4e15;

    // Zeek's times are seconds; before 1990 they come from a trace or a clock that was not set.
    private const long FirstCredibleSecond = 631_152_000;
    private const long LastSecond = 253_402_300_799;

    /// <summary>How many bytes of a number that the ASCII writer wrote stay: those before zeros at the end of its fraction.</summary>
    public static int LengthWithoutZeros(ReadOnlySpan<byte> number)
    {
        if (number.IndexOf((byte)'.') < 0 || number.IndexOfAny((byte)'e', (byte)'E') >= 0)
            return number.Length;
        var length = number.TrimEnd((byte)'0').Length;
        return number[length - 1] == '.' ? length - 1 : length;
    }

    /// <summary>
    /// Writes a number of JSON in the common form and gives its length, 0 for a number that stays as it is written.
    /// <paramref name="target"/> has 32 bytes.
    /// </summary>
    public static int Normalize(ReadOnlySpan<byte> number, Span<byte> target)
    {
        var point = number.IndexOf((byte)'.');
        var hasExponent = number.IndexOfAny((byte)'e', (byte)'E') >= 0;
        if (point < 0 && !hasExponent)
            return 0;
        if (!hasExponent && number.Length - point - 1 <= Places)
        {
            var length = LengthWithoutZeros(number);
            if (length > target.Length)
                return 0;
            number[..length].CopyTo(target);
            return length;
        }

        if (!Utf8Parser.TryParse(number, out double value, out var used) || used != number.Length || !(Math.Abs(value) < MaxRounded))
            return 0;
        return Round(value, target);
    }

    /// <summary>Seconds since 1970 as an instant, exact to 100 ns; null for what is no time.</summary>
    public static UtcInstant? ReadTime(ReadOnlySpan<byte> seconds)
    {
        var at = 0;
        long whole = 0;
        for (; at < seconds.Length && seconds[at] - '0' is >= 0 and <= 9 and var digit; at++)
        {
            whole = whole * 10 + digit;
            if (whole > LastSecond)
                return null;
        }

        if (at == 0)
            return null;
        long ticks = 0;
        if (at < seconds.Length)
        {
            if (seconds[at++] != '.')
                return null;
            var unit = TimeSpan.TicksPerSecond;
            for (; at < seconds.Length; at++)
            {
                if (seconds[at] - '0' is not (>= 0 and <= 9 and var digit))
                    return null;
                unit /= 10;
                ticks += unit * digit;
            }
        }

        return new UtcInstant(
            DateTime.UnixEpoch.Ticks + whole * TimeSpan.TicksPerSecond + ticks,
            TimePrecision.Tick,
            whole < FirstCredibleSecond ? TimeTrust.Doubtful : TimeTrust.HostClock);
    }

    // As the ASCII writer rounds: the fraction is scaled as a double, a half goes to the even neighbour.
    private static int Round(double value, Span<byte> target)
    {
        var whole = (long)Math.Abs(value);
        var scaled = (Math.Abs(value) - whole) * PlacesFactor;
        var fraction = (long)scaled;
        var over = scaled - fraction;
        if (over > 0.5 || (over == 0.5 && (fraction & 1) == 1))
            fraction++;
        if (fraction >= (long)PlacesFactor)
            (whole, fraction) = (whole + 1, 0);
        var sign = value < 0 && (whole | fraction) != 0 ? "-" : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{fraction:D6}");
        var length = Encoding.ASCII.GetBytes(text, target);
        return LengthWithoutZeros(target[..length]);
    }
}
