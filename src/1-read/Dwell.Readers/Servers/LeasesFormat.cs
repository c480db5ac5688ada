using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Servers;

/// <summary>
/// ISC dhcpd's lease database (dhcpd.leases(5)): a record a <c>lease … { … }</c>, dated by when it starts; times are UTC. The same lease
/// stands there once for each change.
/// </summary>
public sealed class LeasesFormat : LogFormat
{
    private const int LinesAsked = 200;
    private const int Address = 0;
    private const int Starts = 1;
    private const int Ends = 2;
    private const int State = 3;
    private const int Hardware = 4;
    private const int HostName = 5;
    private const int Uid = 6;
    private const int LastTransaction = 7;
    private const int More = 8;

    private static readonly ImmutableArray<string> Names = ["address", "starts", "ends", "state", "hardware", "client-hostname", "uid", "cltt", "(more)"];

    /// <inheritdoc/>
    public override string Name => "dhcpd-leases";

    /// <inheritdoc/>
    public override string Title => "leases of ISC dhcpd";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content is not EvidenceFormat.Text)
            return false;
        foreach (var line in head.Lines(LinesAsked))
        {
            if (IsLease(line))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new ParagraphCutter(file, "\n}\n"u8.ToArray(), null);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new Reader(tools);

    private static bool IsLease(ReadOnlySpan<byte> line) => line.StartsWith("lease "u8) && line.TrimEnd((byte)' ').EndsWith("{"u8);

    private sealed class Reader(ReaderTools tools) : LineBlockReader(tools)
    {
        private readonly Shape _shape = tools.Shapes.Intern("dhcp", "dhcpd/leases", Names);

        protected override LineResult TryRead(in LogLine line)
        {
            var text = line.Span;
            if (text[0] == '#' || text.StartsWith("server-duid"u8) || text.StartsWith("authoring-byte-order"u8))
                return LineResult.NoRecord;
            if (!IsLease(text))
                return LineResult.Unread;
            Slots.Begin(line.Buffer);
            Slots.AddOwn(Address, text[6..text.LastIndexOf((byte)'{')].Trim((byte)' '));
            UtcInstant? time = null;
            var end = line.Ref.Offset + line.Ref.Length;
            while (TryNextLine(out var next))
            {
                var inner = next.Span.Trim(" \t"u8);
                if (IsLease(inner))
                {
                    PutBack(next);
                    break;
                }

                end = next.Ref.Offset + next.Ref.Length;
                if (inner.SequenceEqual("}"u8))
                    break;
                AddStatement(inner.TrimEnd((byte)';'), ref time);
            }

            Slots.Complete(_shape, line.Ref with { Length = (int)(end - line.Ref.Offset) }, time);
            return LineResult.Record;
        }

        private void AddStatement(ReadOnlySpan<byte> text, ref UtcInstant? time)
        {
            var blank = text.IndexOf((byte)' ');
            var value = blank < 0 ? default : text[(blank + 1)..].Trim((byte)' ');
            if (text.StartsWith("starts "u8))
            {
                Slots.AddOwn(Starts, value);
                time = TimeOf(value);
            }
            else if (text.StartsWith("ends "u8))
            {
                Slots.AddOwn(Ends, Until(value));
            }
            else if (text.StartsWith("cltt "u8))
            {
                Slots.AddOwn(LastTransaction, value);
            }
            else if (text.StartsWith("binding state "u8))
            {
                Slots.AddOwn(State, text["binding state "u8.Length..]);
            }
            else if (text.StartsWith("hardware "u8))
            {
                Slots.AddOwn(Hardware, value[(value.IndexOf((byte)' ') + 1)..]);
            }
            else if (text.StartsWith("client-hostname "u8))
            {
                Slots.AddOwn(HostName, value.Trim((byte)'"'));
            }
            else if (text.StartsWith("uid "u8))
            {
                Slots.AddOwn(Uid, value);
            }
            else if (!text.IsEmpty)
            {
                Slots.AddOwn(More, text);
            }
        }

        // "4 2024/03/05 09:10:11" (the day of the week first), "epoch 1709629811; # Tue …", "never".
        private static UtcInstant? TimeOf(ReadOnlySpan<byte> value) =>
            LogTimeReader.TryRead(Until(value), out var time, out _) && time.HasYear ? new UtcInstant(time.Ticks, time.Precision) : null;

        private static ReadOnlySpan<byte> Until(ReadOnlySpan<byte> value)
        {
            if (value.StartsWith("epoch "u8))
                return value[6..(value.IndexOf((byte)';') is > 6 and var end ? end : value.Length)];
            return value.Length > 2 && value[1] == ' ' ? value[2..] : value;
        }
    }
}
