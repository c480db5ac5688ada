using System.Collections.Immutable;
using System.Globalization;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Servers;

/// <summary>
/// One line of the debug log: time, thread, context and, for <c>PACKET</c>, protocol, direction, remote address, id, whether it is a
/// response, flags, response code, type and name (the key at the top of every log names these fields).
/// </summary>
internal static class DnsDebugLine
{
    private const int Thread = 0;
    private const int Context = 1;
    private const int Protocol = 2;
    private const int Direction = 3;
    private const int Remote = 4;
    private const int Id = 5;
    private const int Step = 6;
    private const int Opcode = 7;
    private const int Flags = 8;
    private const int ResponseCode = 9;
    private const int Type = 10;
    private const int Query = 11;
    private const int Message = 12;

    /// <summary>
    /// The names of the fields, by slot. <c>step</c> says what the packet is to the server: <c>query</c> and <c>response</c> between a
    /// client and it, <c>forward</c> and <c>answer</c> between it and another server.
    /// </summary>
    public static ImmutableArray<string> Names { get; } =
        ["thread", "context", "protocol", "direction", "remote", "xid", "step", "opcode", "flags", "rcode", "type", "query", "message"];

    /// <summary>Fills a record; false when the line is none.</summary>
    public static bool TryRead(in LogLine line, SlotRecord record, DateOrder order, out LogTime time)
    {
        time = default;
        var text = line.Span;
        if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]) || !LogTimeReader.TryRead(text, out time, out var at, order) || !time.HasYear)
            return false;
        record.Begin(line.Buffer);
        if (!TryWord(text, ref at, out var thread) || !IsHex(text, thread) || !TryWord(text, ref at, out var context))
            return false;
        Add(record, Thread, line, thread);
        Add(record, Context, line, context);
        var name = text.Slice(context.Start, context.Length);
        if (!name.SequenceEqual("PACKET"u8))
        {
            if (!name.SequenceEqual("EVENT"u8) && !name.SequenceEqual("DSPOLL"u8) && !name.SequenceEqual("INIT"u8) && !name.SequenceEqual("LOOKUP"u8)
                && !name.SequenceEqual("RECURSE"u8) && !name.SequenceEqual("REMOTE"u8) && !name.SequenceEqual("UPDATE"u8) && !name.SequenceEqual("TOMBSTN"u8)
                && !name.SequenceEqual("Note:"u8) && !name.SequenceEqual("ERROR"u8) && !name.SequenceEqual("DNSSEC"u8))
            {
                return false;
            }

            AddMessage(line, at, record);
            return true;
        }

        return TryPacket(line, at, record);
    }

    private static bool TryPacket(in LogLine line, int at, SlotRecord record)
    {
        var text = line.Span;
        if (!TryWord(text, ref at, out var protocol))
            return false;
        // Since 2008 the packet's id stands before the protocol.
        if (!IsProtocol(text, protocol) && (!TryWord(text, ref at, out protocol) || !IsProtocol(text, protocol)))
            return false;
        if (!TryWord(text, ref at, out var direction) || !TryWord(text, ref at, out var remote) || !TryWord(text, ref at, out var id))
            return false;
        if (!AddressText.IsAddress(text.Slice(remote.Start, remote.Length)) || !TryWord(text, ref at, out var code))
            return false;
        var isResponse = text.Slice(code.Start, code.Length).SequenceEqual("R"u8);
        if (isResponse && !TryWord(text, ref at, out code))
            return false;
        Add(record, Protocol, line, protocol);
        Add(record, Direction, line, direction);
        Add(record, Remote, line, remote);
        Add(record, Id, line, id);
        Add(record, Opcode, line, code);
        var isReceived = text.Slice(direction.Start, direction.Length).SequenceEqual("Rcv"u8);
        record.AddOwn(Step, (isReceived, isResponse) switch { (true, false) => "query"u8, (false, true) => "response"u8, (false, false) => "forward"u8, _ => "answer"u8 });
        var open = text[at..].IndexOf((byte)'[');
        var close = text[at..].IndexOf((byte)']');
        if (open < 0 || close < open)
            return false;
        AddFlags(line, at + open + 1, close - open - 1, record);
        at += close + 1;
        if (TryWord(text, ref at, out var type))
            Add(record, Type, line, type);
        if (TryWord(text, ref at, out var name))
            AddName(text.Slice(name.Start, name.Length), record);
        return true;
    }

    // [8085 A DR  NOERROR]
    private static void AddFlags(in LogLine line, int start, int length, SlotRecord record)
    {
        var flags = line.Span.Slice(start, length);
        var last = flags.TrimEnd((byte)' ').LastIndexOf((byte)' ');
        if (last < 0)
            return;
        var code = flags[(last + 1)..].TrimEnd((byte)' ');
        RecordText.AddTrimmed(record, Flags, line, start, last);
        record.Add(ResponseCode, line.Start + start + last + 1, code.Length);
    }

    // (3)www(7)example(3)com(0); what is not of this form stays as it is.
    private static void AddName(ReadOnlySpan<byte> written, SlotRecord record)
    {
        if (written.SequenceEqual("(0)"u8))
        {
            record.AddOwn(Query, "."u8);
            return;
        }

        Span<byte> name = stackalloc byte[512];
        var used = 0;
        for (var at = 0; at < written.Length;)
        {
            var close = written[at] == '(' ? written[at..].IndexOf((byte)')') : -1;
            if (close < 2 || !int.TryParse(written.Slice(at + 1, close - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length > written.Length - at - close - 1 || used + length + 1 > name.Length)
            {
                record.AddOwn(Query, written);
                return;
            }

            if (length == 0)
                break;
            if (used > 0)
                name[used++] = (byte)'.';
            written.Slice(at + close + 1, length).CopyTo(name[used..]);
            used += length;
            at += close + 1 + length;
        }

        record.AddOwn(Query, name[..used]);
    }

    private static void AddMessage(in LogLine line, int at, SlotRecord record)
    {
        while (at < line.Length && line.Span[at] == ' ')
            at++;
        if (at < line.Length)
            record.Add(Message, line.Start + at, line.Length - at);
    }

    private static bool TryWord(ReadOnlySpan<byte> text, ref int at, out LinePart word)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t')
            at++;
        var end = text[at..].IndexOfAny((byte)' ', (byte)'\t');
        word = new LinePart(at, end < 0 ? text.Length - at : end);
        at += word.Length;
        return word.Length > 0;
    }

    private static bool IsHex(ReadOnlySpan<byte> text, LinePart word)
    {
        foreach (var b in word.Of(text))
        {
            if (!char.IsAsciiHexDigit((char)b))
                return false;
        }

        return word.Length is >= 2 and <= 8;
    }

    private static bool IsProtocol(ReadOnlySpan<byte> text, LinePart word) => word.Of(text) is var value && (value.SequenceEqual("UDP"u8) || value.SequenceEqual("TCP"u8));

    private static void Add(SlotRecord record, int slot, in LogLine line, LinePart part) => record.Add(slot, line.Start + part.Start, part.Length);
}
