using Dwell.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Servers;

/// <summary>
/// FreeRADIUS's detail files (rlm_detail): a line with the time, then an indented line an attribute, then an empty line. The attribute
/// <c>Timestamp</c> (Unix seconds) dates the record; without it the first line, in the server's local time.
/// </summary>
public sealed class RadiusDetailFormat : LogFormat
{
    /// <inheritdoc/>
    public override string Name => "radius-detail";

    /// <inheritdoc/>
    public override string Title => "FreeRADIUS detail file";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content is not EvidenceFormat.Text)
            return false;
        var isTime = false;
        foreach (var line in head.Lines(2))
        {
            if (isTime)
                return IsAttribute(line);
            isTime = IsTime(line, out _);
            if (!isTime)
                return false;
        }

        return false;
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new ParagraphCutter(file, "\n\n"u8.ToArray(), null);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new Reader(tools);

    private static bool IsTime(ReadOnlySpan<byte> line, out LogTime time)
    {
        time = default;
        return !line.IsEmpty && char.IsAsciiLetter((char)line[0]) && LogTimeReader.TryRead(line, out time, out var length) && length == line.TrimEnd((byte)' ').Length && time.HasYear;
    }

    private static bool IsAttribute(ReadOnlySpan<byte> line) => line.Length > 4 && line[0] is (byte)'\t' or (byte)' ' && line.IndexOf(" = "u8) > 1;

    private sealed class Reader(ReaderTools tools) : LineBlockReader(tools)
    {
        private readonly Shape _shape = tools.Shapes.Intern("radius", "freeradius/detail", RadiusFields.Names);

        protected override LineResult TryRead(in LogLine line)
        {
            if (!IsTime(line.Span, out var time))
                return LineResult.Unread;
            UtcInstant? at = new UtcInstant(time.Ticks, time.Precision, time.Zone == LogTimeZone.Utc ? TimeTrust.HostClock : TimeTrust.Assumed);
            Slots.Begin(line.Buffer);
            var end = line.Ref.Offset + line.Ref.Length;
            while (TryNextLine(out var next))
            {
                if (!IsAttribute(next.Span))
                {
                    PutBack(next);
                    break;
                }

                end = next.Ref.Offset + next.Ref.Length;
                AddAttribute(next.Span.Trim(" \t"u8), ref at);
            }

            Slots.Complete(_shape, line.Ref with { Length = (int)(end - line.Ref.Offset) }, at);
            return LineResult.Record;
        }

        private void AddAttribute(ReadOnlySpan<byte> text, ref UtcInstant? at)
        {
            var equals = text.IndexOf(" = "u8);
            var name = text[..equals];
            var value = text[(equals + 3)..];
            var isQuoted = value.Length > 1 && value[0] == '"' && value[^1] == '"';
            value = isQuoted ? value[1..^1] : value;
            if (name.SequenceEqual("Timestamp"u8) && LogTimeReader.TryRead(value, out var time, out _) && time.Zone == LogTimeZone.Utc)
                at = new UtcInstant(time.Ticks, time.Precision);
            var slot = RadiusFields.SlotOf(name);
            if (slot != RadiusFields.More)
            {
                Slots.AddOwn(slot, value);
                return;
            }

            var own = Slots.AddOwn(slot, name.Length + 1 + value.Length);
            name.CopyTo(own);
            own[name.Length] = (byte)'=';
            value.CopyTo(own[(name.Length + 1)..]);
        }
    }
}
