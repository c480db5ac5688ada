using System.Globalization;
using Dwell.Model.Time;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>Reads the time of a row from the columns that its layout names.</summary>
internal static class RowTimeReader
{
    private const int MostTimeBytes = 128;

    /// <summary>
    /// The time as it is written; false when there is none. <paramref name="date"/> is what a header said of the date, for logs whose
    /// rows have a clock only.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> row, RowSplitter values, DelimitedLayout layout, DateOrder order, ReadOnlySpan<byte> date, out LogTime time)
    {
        time = default;
        var plan = layout.Time;
        if (layout.TimeColumns.IsEmpty)
            return false;
        if (plan.IsMonthFirst is { } isMonthFirst)
            order = isMonthFirst ? DateOrder.MonthFirst : DateOrder.DayFirst;
        Span<byte> text = stackalloc byte[MostTimeBytes];
        if (plan.IsJoined)
        {
            var used = layout.HasPartOfTime ? Append(text, 0, date) : 0;
            foreach (var column in layout.TimeColumns)
                used = Append(text, used, ValueOf(row, values, column));
            return TryParse(text[..AppendZone(text, used, row, values, layout)], plan.IsFileTime, order, out time);
        }

        foreach (var column in layout.TimeColumns)
        {
            var used = Append(text, 0, ValueOf(row, values, column));
            if (used > 0 && TryParse(text[..AppendZone(text, used, row, values, layout)], plan.IsFileTime, order, out time))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> row, RowSplitter values, int column) =>
        column < values.Count ? row.Slice(values[column].Start, values[column].Length).Trim((byte)' ') : default;

    private static int AppendZone(Span<byte> text, int used, ReadOnlySpan<byte> row, RowSplitter values, DelimitedLayout layout) =>
        layout.ZoneColumn < 0 ? used : Append(text, used, ValueOf(row, values, layout.ZoneColumn));

    // What is longer than any time is none: it does not get in.
    private static int Append(Span<byte> text, int used, ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty || part.Length + 1 > text.Length - used)
            return used;
        if (used > 0)
            text[used++] = (byte)' ';
        part.CopyTo(text[used..]);
        return used + part.Length;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, bool isFileTime, DateOrder order, out LogTime time)
    {
        if (!isFileTime)
            return LogTimeReader.TryRead(text, out time, out _, order) && time.HasYear;
        time = default;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !UtcInstant.TryFromFileTime(count, out var instant))
            return false;
        time = new LogTime(instant.Ticks, TimePrecision.Tick, LogTimeZone.Utc, HasYear: true);
        return true;
    }
}
