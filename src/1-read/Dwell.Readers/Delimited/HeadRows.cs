using Dwell.Content.Zones;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>Looks through the rows of a file's head for what one row alone does not tell: the order of numeric dates, the zone.</summary>
internal static class HeadRows
{
    private const int MostRows = 500;

    /// <summary>The state with what the rows told; its layout or its candidates must be known.</summary>
    public static DelimitedState Complete(in LogHead head, DelimitedState state, LogFile file, ZoneTable zones)
    {
        var splitter = new RowSplitter();
        var text = head.Text;
        var order = DateOrder.Unknown;
        var isZoneAssumed = false;
        for (int at = 0, rows = 0; at < text.Length && rows < MostRows; rows++)
        {
            var start = at;
            if (!RowScanner.TryScan(text, start, state.Dialect, head.IsWhole, out at, out _))
                break;
            var row = text[start..at].TrimEnd("\r\n"u8);
            if (row.IsEmpty || (row[0] == '#' && state.Kind == DelimitedKind.Fields))
                continue;
            splitter.Split(row, state.Dialect.IsBlank && row.Contains((byte)'\t') ? state.Dialect with { Separator = (byte)'\t' } : state.Dialect);
            var layout = state.Layout ?? Candidate(row, splitter, state);
            if (layout is null || !RowTimeReader.TryRead(row, splitter, layout, DateOrder.Unknown, state.Date.Span, out var time))
                continue;
            order = time.Order != DateOrder.Unknown ? time.Order : order;
            isZoneAssumed |= time.Zone == LogTimeZone.Local && !(layout.Time.IsUtc && layout.Profile is not null);
        }

        var known = LogClock.ZonesOf(file.Around.Context, zones);
        return state with { Clock = new LogClock(YearSpans.Unknown, order, known), HasAssumedZone = isZoneAssumed && known.IsEmpty };
    }

    private static DelimitedLayout? Candidate(ReadOnlySpan<byte> row, RowSplitter values, DelimitedState state)
    {
        foreach (var candidate in state.Candidates)
        {
            if (ColumnTests.Fit(row, values, candidate.Profile!.Tests))
                return candidate;
        }

        return null;
    }
}
