using Dwell.Readers.Logs;

namespace Dwell.Readers.Servers;

/// <summary>Adds parts of lines to records.</summary>
internal static class RecordText
{
    /// <summary>Adds a part of the line without blanks at its ends, unless nothing is left.</summary>
    public static void AddTrimmed(SlotRecord record, int slot, in LogLine line, int start, int length)
    {
        var text = line.Span;
        while (length > 0 && text[start] is (byte)' ' or (byte)'\t')
            (start, length) = (start + 1, length - 1);
        while (length > 0 && text[start + length - 1] is (byte)' ' or (byte)'\t')
            length--;
        if (length > 0)
            record.Add(slot, line.Start + start, length);
    }
}
