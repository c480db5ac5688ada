using System.Text;
using Dwell.Model.Records;
using Dwell.Readers;
using Dwell.Readers.Logs;

namespace Dwell.Tests.Delimited;

/// <summary>Reads texts as the pipeline does, and checks on the way that each record reads the same from its cited bytes alone.</summary>
internal static class CsvText
{
    private static readonly LogFormats Formats = new();

    /// <summary>The records as lines <c>source time field=value …</c>; the last line lists the codes of diagnostics, if any.</summary>
    public static List<string> Read(string text, string? expectedFormat = null) => Read(Encoding.UTF8.GetBytes(text), expectedFormat);

    public static List<string> Read(byte[] bytes, string? expectedFormat = null, int? blockBytes = null)
    {
        var file = Given.File(bytes);
        var format = Formats.Of(LogHead.Read(file.Item, file.Bytes)) ?? throw new InvalidOperationException("No format reads text.");
        if (expectedFormat is not null)
            Assert.Equal(expectedFormat, format.Name);
        var pieces = new LogCitedPieces(Formats);
        var lines = new List<string>();
        var odd = Given.Read(format, file, record =>
        {
            var line = Show(record);
            lines.Add(line);
            var cited = pieces.PiecesOf(file.Item, file.Bytes, record.Ref);
            string? again = null;
            Assert.True(CitedLogRecord.TryRead(Formats, file.Item, file.Bytes, cited, other => again = Show(other)), line);
            Assert.Equal(line, again);
        });
        if (odd.Count > 0)
            lines.Add("! " + string.Join(' ', odd.Select(item => item.Code).Order(StringComparer.Ordinal)));
        return lines;
    }

    public static string Show(LogRecord record) =>
        $"{(record.Shape.Source.Length > 0 ? record.Shape.Source : record.Shape.Family)} {record.Time?.ToString() ?? "undated"} {string.Join(" | ", Given.Fields(record))}";
}
