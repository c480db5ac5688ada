using Dwell.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Times;

/// <summary>The other files of the evidence, asked for dates.</summary>
internal static class Neighbours
{
    // Files that are looked into for a date: enough to find one, few enough for a folder of many thousands.
    private const int MostAsked = 64;
    private const int MostOfRotation = 128;

    /// <summary>
    /// The newest date in lines of files of the same folder, else of any; null when none has one. Files that lack years too
    /// say nothing.
    /// </summary>
    public static YearBound? NewestDate(LogFile file)
    {
        if (file.Around.Source is not { } source)
            return null;
        var folder = RotatedName.Of(file.Item.Path).Folder;
        var beside = source.Manifest.Readable.Where(item => RotatedName.Of(item.Path).Folder == folder);
        if (Newest(source, file, beside) is { } near)
            return new YearBound(near, "the newest date in files of the same folder");
        return Newest(source, file, source.Manifest.Readable) is { } far ? new YearBound(far, "the newest date in the evidence") : null;
    }

    /// <summary>The newer files of the same rotation, the newest first.</summary>
    public static IEnumerable<EvidenceItem> NewerOfRotation(LogFile file, RotatedName name) =>
        (file.Around.Source?.Manifest.Readable ?? [])
            .Select(item => (Item: item, Name: RotatedName.Of(item.Path)))
            .Where(other => other.Name.Folder == name.Folder && other.Name.Stem == name.Stem && other.Name.Date is null && other.Name.Number < name.Number)
            .OrderBy(other => other.Name.Number)
            .Take(MostOfRotation)
            .Select(other => other.Item);

    private static long? Newest(EvidenceSource source, LogFile file, IEnumerable<EvidenceItem> items)
    {
        long? newest = null;
        foreach (var item in items.Where(item => item.Number != file.Evidence && IsText(item)).Take(MostAsked))
        {
            using var bytes = source.Open(item);
            if (EdgeTimes.Of(bytes, DatedLines.Instance) is { } edges && (newest is null || edges.Last.Ticks > newest))
                newest = edges.Last.Ticks;
        }

        return newest;
    }

    private static bool IsText(EvidenceItem item) => item.Format is EvidenceFormat.Text or EvidenceFormat.Json;
}

/// <summary>Times with a year anywhere near the beginning of a line of text or JSON.</summary>
internal sealed class DatedLines : LineTimes
{
    private const int LookedAt = 512;

    public static DatedLines Instance { get; } = new();

    public override bool TryTime(ReadOnlySpan<byte> line, out LogTime time)
    {
        var text = line.Length > LookedAt ? line[..LookedAt] : line;
        if (LogTimeReader.TryRead(text, out time, out _))
            return time.HasYear;
        // Behind one of these a time may begin: "ts":1366720213.1, [10/Oct/2000:…, audit(1366720213.123:4), <34>1 2012-…
        for (var at = 0; at < text.Length;)
        {
            var mark = text[at..].IndexOfAny("\"[(: "u8);
            if (mark < 0)
                break;
            at += mark + 1;
            if (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9' && LogTimeReader.TryRead(text[at..], out time, out _) && time.HasYear)
                return true;
        }

        time = default;
        return false;
    }
}
