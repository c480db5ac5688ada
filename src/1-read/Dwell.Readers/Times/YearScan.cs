using System.Collections.Immutable;
using Dwell.Evidence;

namespace Dwell.Readers.Times;

/// <summary>
/// Goes over the times of a file that lack a year and finds where one year ends and the next begins. A log is written in
/// order but for small disorder, so a date before the last one by more than two days is of the next year, and one that is
/// nearly a year ahead is a latecomer of the year before.
/// </summary>
internal sealed class YearScan
{
    // Files up to this size are scanned line by line; of larger ones a piece of each interval, and an interval whole where the year turns in it.
    private const long ScannedWhole = 64L * 1024 * 1024;
    private const int IntervalBytes = 1024 * 1024;
    private const int PieceBytes = 16 * 1024;
    // A file whose order turns more often than this is not in the order of time.
    private const int MostTurns = 4096;
    private static readonly long Disorder = 2 * TimeSpan.TicksPerDay;
    private static readonly long LeapYear = 366 * TimeSpan.TicksPerDay;

    private readonly LineTimes _times;
    private readonly List<(long Offset, int Year)> _turns = [];
    private readonly List<(int Year, LogTime Time)> _clues = [];
    private long _last = -1;
    private int _year;
    private bool _isHopeless;

    private YearScan(LineTimes times) => _times = times;

    /// <summary>True when a line lacks a year.</summary>
    public bool LacksYears { get; private set; }

    /// <summary>The last time without a year, in ticks of <see cref="LogTime.NoYear"/>, with its year, counted from that of the first such line.</summary>
    public (long Ticks, int Year) Last => (_last, _year);

    /// <summary>The first such time.</summary>
    public long First { get; private set; } = -1;

    /// <summary>Scans a file of UTF-8 text.</summary>
    public static YearScan Of(EvidenceBytes bytes, LineTimes times)
    {
        var scan = new YearScan(times);
        if (bytes.Length <= ScannedWhole)
        {
            scan.AddRange(bytes, 0, bytes.Length);
            return scan;
        }

        for (long at = 0; at < bytes.Length && !scan._isHopeless; at += IntervalBytes)
        {
            var before = (scan._last, scan._year, scan._turns.Count, scan._clues.Count);
            scan.AddRange(bytes, at, Math.Min(at + PieceBytes, bytes.Length));
            if (scan._turns.Count == before.Item3 || at == 0)
                continue;
            (scan._last, scan._year) = (before._last, before._year);
            scan._turns.RemoveRange(before.Item3, scan._turns.Count - before.Item3);
            scan._clues.RemoveRange(before.Item4, scan._clues.Count - before.Item4);
            scan.AddRange(bytes, at - IntervalBytes + PieceBytes, Math.Min(at + PieceBytes, bytes.Length));
        }

        scan.AddRange(bytes, Math.Max(0, bytes.Length - PieceBytes), bytes.Length);
        return scan;
    }

    /// <summary>
    /// True when the first line may be of <paramref name="year"/>: weekdays fit, February 29 exists, and lines that have a year
    /// agree.
    /// </summary>
    public bool Fits(int year)
    {
        foreach (var (relative, clue) in _clues)
        {
            if (clue.HasYear)
            {
                if (new DateTime(clue.Ticks).Year != year + relative)
                    return false;
            }
            else if (!clue.TryWithYear(year + relative, out var dated)
                || (clue.Weekday >= 0 && (int)new DateTime(dated.Ticks).DayOfWeek != clue.Weekday))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The year of the first line by a line nearby that has a year; null when there is none.</summary>
    public int? YearByDatedLine()
    {
        foreach (var (relative, clue) in _clues)
        {
            if (clue.HasYear)
                return new DateTime(clue.Ticks).Year - relative;
        }

        return null;
    }

    /// <summary>The years of all lines, when the first is of <paramref name="year"/>.</summary>
    public YearSpans SpansFrom(int year) => _isHopeless
        ? YearSpans.Unknown
        : new YearSpans([0, .. _turns.Select(turn => turn.Offset)], [year, .. _turns.Select(turn => year + turn.Year)]);

    private void AddRange(EvidenceBytes bytes, long from, long to)
    {
        var buffer = new byte[Math.Min(to - from, IntervalBytes)];
        var (at, held) = (from, 0);
        while (at < to && !_isHopeless)
        {
            var read = bytes.ReadAt(at, buffer.AsSpan(held, (int)Math.Min(buffer.Length - held, to - at)));
            if (read == 0)
                break;
            var text = buffer.AsSpan(0, held + read);
            var start = at - held;
            at += read;
            var used = AddLines(text, start, isLast: at >= to);
            held = text.Length - used;
            // A line that fills the buffer: its time was seen, the rest of it says nothing.
            if (held == buffer.Length)
                held = 0;
            text.Slice(used, held).CopyTo(buffer);
        }
    }

    private int AddLines(ReadOnlySpan<byte> text, long offset, bool isLast)
    {
        var used = 0;
        while (used < text.Length)
        {
            var length = text[used..].IndexOf((byte)'\n');
            if (length < 0 && !isLast && used > 0)
                return used;
            var line = length < 0 ? text[used..] : text.Slice(used, length);
            if (_times.TryTime(line, out var time))
                Add(time, offset + used);
            used += length < 0 ? line.Length : length + 1;
        }

        return used;
    }

    private void Add(in LogTime time, long offset)
    {
        if (time.HasYear)
        {
            NoteDated(time);
            return;
        }

        LacksYears = true;
        if (_last < 0)
            First = time.Ticks;
        else if (time.Ticks - _last < -Disorder)
            Turn(+1, offset);
        else if (time.Ticks - _last >= LeapYear - Disorder)
            Turn(-1, offset);
        _last = time.Ticks;
        // One weekday settles little; a few more and February 29 settle much.
        if (time.Month == 2 && new DateTime(time.Ticks).Day == 29 || (time.Weekday >= 0 && _clues.Count < 8))
            NoteClue(time);
    }

    private void Turn(int by, long offset)
    {
        _year += by;
        _turns.Add((offset, _year));
        _isHopeless |= _turns.Count > MostTurns;
    }

    private void NoteDated(in LogTime time)
    {
        // Only where it stands beside lines without a year, so that it is of the same year or the one beside it.
        if (_last < 0 || _clues.Exists(clue => clue.Time.HasYear))
            return;
        var without = time.Ticks - new DateTime(new DateTime(time.Ticks).Year, 1, 1).Ticks + new DateTime(LogTime.NoYear, 1, 1).Ticks;
        if (Math.Abs(without - _last) < LeapYear / 2)
            _clues.Add((_year, time));
    }

    private void NoteClue(in LogTime time)
    {
        foreach (var (year, clue) in _clues)
        {
            if (year == _year && !clue.HasYear && clue.Weekday < 0 && time.Weekday < 0)
                return;
        }

        _clues.Add((_year, time));
    }
}
