using System.Buffers;
using Dwell.Content.Lines;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>Finds the ends of typed captures.</summary>
internal static class TypedText
{
    private const int MostIntegerDigits = 19;
    private const int MostHexDigits = 64;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> MacBytes = SearchValues.Create("0123456789abcdefABCDEF:-."u8);

    private static readonly SearchValues<byte> IdBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.$"u8);

    private static readonly SearchValues<byte> HostBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:%"u8);

    /// <summary>Where the value that begins at <paramref name="at"/> ends; -1 when there is none of the type.</summary>
    public static int Forward(Step step, ReadOnlySpan<byte> text, int at, CaptureBuffer captures)
    {
        var rest = text[at..];
        if (step.Type == CaptureType.Quoted)
            return ForwardQuoted(step, rest, at, captures);
        var length = step.Type switch
        {
            CaptureType.Word => UpTo(rest, step.Ends),
            CaptureType.Id => Run(Bounded(rest, step.Ends), IdBytes),
            CaptureType.Int => IntegerLength(rest),
            CaptureType.Number => NumberLength(rest),
            CaptureType.Hex => HexLength(rest),
            CaptureType.Ip => AddressText.LengthAtStart(rest),
            CaptureType.Host or CaptureType.Peer => HostLength(rest, step.Ends),
            CaptureType.Mac => MacLength(rest),
            _ => LogTimeReader.TryRead(rest, out _, out var timeLength) ? timeLength : 0,
        };
        if (length <= 0)
            return -1;
        captures.Add(SlotFor(step, rest[..length]), at, at + length);
        return at + length;
    }

    /// <summary>Where the value that ends at <paramref name="end"/> begins; -1 when there is none of the type.</summary>
    public static int Backward(Step step, ReadOnlySpan<byte> text, int floor, int end, CaptureBuffer captures)
    {
        var before = text[floor..end];
        if (step.Type == CaptureType.Quoted)
            return BackwardQuoted(step, before, floor, captures);
        var length = step.Type switch
        {
            CaptureType.Word => before.Length - 1 - before.LastIndexOfAny(step.Begins),
            CaptureType.Id => RunAtEnd(before, step.Begins, IdBytes),
            CaptureType.Int => IntegerLengthAtEnd(before),
            CaptureType.Number => RunAtEnd(before, step.Begins, NumberBytes),
            CaptureType.Hex => HexLengthAtEnd(before),
            CaptureType.Ip => AddressText.LengthAtEnd(before, step.Begins),
            CaptureType.Host or CaptureType.Peer => HostLengthAtEnd(before, step.Begins),
            CaptureType.Mac => MacLengthAtEnd(before, step.Begins),
            _ => 0,
        };
        if (length <= 0)
            return -1;
        captures.Add(SlotFor(step, before[^length..]), end - length, end);
        return end - length;
    }

    private static int SlotFor(Step step, ReadOnlySpan<byte> value) =>
        step.HostSlot == Step.NotKept || AddressText.IsAddress(value) ? step.Slot : step.HostSlot;

    private static int UpTo(ReadOnlySpan<byte> text, SearchValues<byte> ends)
    {
        var end = text.IndexOfAny(ends);
        return end < 0 ? text.Length : end;
    }

    private static ReadOnlySpan<byte> Bounded(ReadOnlySpan<byte> text, SearchValues<byte> ends) => text[..UpTo(text, ends)];

    private static int Run(ReadOnlySpan<byte> text, SearchValues<byte> allowed)
    {
        var end = text.IndexOfAnyExcept(allowed);
        return end < 0 ? text.Length : end;
    }

    // As long as the bytes are of the kind; the byte that the text before ends with ends the value too.
    private static int RunAtEnd(ReadOnlySpan<byte> text, SearchValues<byte> begins, SearchValues<byte> allowed)
    {
        var run = text[(text.LastIndexOfAnyExcept(allowed) + 1)..];
        return run.Length - 1 - run.LastIndexOfAny(begins);
    }

    private static int IntegerLength(ReadOnlySpan<byte> text)
    {
        var sign = text.Length > 1 && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var digits = Run(text[sign..], Digits);
        return digits is > 0 and <= MostIntegerDigits ? sign + digits : 0;
    }

    private static int IntegerLengthAtEnd(ReadOnlySpan<byte> text)
    {
        var digits = text.Length - 1 - text.LastIndexOfAnyExcept(Digits);
        return digits is > 0 and <= MostIntegerDigits ? digits : 0;
    }

    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        var whole = IntegerLength(text);
        if (whole == 0 || whole + 1 >= text.Length || text[whole] != '.')
            return whole;
        var fraction = Run(text[(whole + 1)..], Digits);
        return fraction == 0 ? whole : whole + 1 + fraction;
    }

    private static int HexLength(ReadOnlySpan<byte> text)
    {
        var mark = text.StartsWith("0x"u8) ? 2 : 0;
        var digits = Run(text[mark..], HexDigits);
        return digits is > 0 and <= MostHexDigits ? mark + digits : 0;
    }

    private static int HexLengthAtEnd(ReadOnlySpan<byte> text)
    {
        var digits = text.Length - 1 - text.LastIndexOfAnyExcept(HexDigits);
        if (digits is 0 or > MostHexDigits)
            return 0;
        return text[..^digits].EndsWith("0x"u8) ? digits + 2 : digits;
    }

    private static int HostLength(ReadOnlySpan<byte> text, SearchValues<byte> ends)
    {
        var address = AddressText.LengthAtStart(text);
        var name = Run(Bounded(text, ends), HostBytes);
        while (name > 0 && text[name - 1] is (byte)':' or (byte)'%')
            name--;
        // 192.0.2.1.example.org is a name, 192.0.2.1:22 an address and a port.
        return address > 0 && (address >= name || text[address] == ':') ? address : name;
    }

    private static int HostLengthAtEnd(ReadOnlySpan<byte> text, SearchValues<byte> begins)
    {
        var run = text[(text.LastIndexOfAnyExcept(HostBytes) + 1)..];
        if (AddressText.IsAddress(run))
            return run.Length;
        return run.Length - 1 - run.LastIndexOfAny(begins);
    }

    // 00:11:22:33:44:55 and 0011.2233.4455; longer hardware addresses (InfiniBand) have more pairs.
    private static int MacLength(ReadOnlySpan<byte> text)
    {
        var length = Run(text, MacBytes);
        while (length > 0 && !char.IsAsciiHexDigit((char)text[length - 1]))
            length--;
        return IsMac(text[..length]) ? length : 0;
    }

    private static int MacLengthAtEnd(ReadOnlySpan<byte> text, SearchValues<byte> begins)
    {
        var length = text.Length - 1 - text.LastIndexOfAnyExcept(MacBytes);
        if (IsMac(text[^length..]))
            return length;
        length = RunAtEnd(text, begins, MacBytes);
        return IsMac(text[^length..]) ? length : 0;
    }

    private static bool IsMac(ReadOnlySpan<byte> text)
    {
        if (text.Length < 11 || text.Length > 60)
            return false;
        var group = text.IndexOfAny(":-."u8);
        if (group is not (1 or 2 or 4))
            return false;
        var inGroup = 0;
        foreach (var b in text)
        {
            inGroup = b == text[group] ? 0 : inGroup + 1;
            if (inGroup > group + (group == 1 ? 1 : 0) || (inGroup > 0 && !char.IsAsciiHexDigit((char)b)))
                return false;
        }

        return inGroup > 0;
    }

    private static int ForwardQuoted(Step step, ReadOnlySpan<byte> text, int at, CaptureBuffer captures)
    {
        if (text.IsEmpty || text[0] != '"')
            return -1;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                captures.Add(step.Slot, at + 1, at + i);
                return at + i + 1;
            }
        }

        return -1;
    }

    private static int BackwardQuoted(Step step, ReadOnlySpan<byte> text, int floor, CaptureBuffer captures)
    {
        if (text.Length < 2 || text[^1] != '"' || IsEscaped(text, text.Length - 1))
            return -1;
        for (var i = text.Length - 2; i >= 0; i--)
        {
            if (text[i] != '"' || IsEscaped(text, i))
                continue;
            captures.Add(step.Slot, floor + i + 1, floor + text.Length - 1);
            return floor + i;
        }

        return -1;
    }

    private static bool IsEscaped(ReadOnlySpan<byte> text, int at)
    {
        var backslashes = at - 1 - text[..at].LastIndexOfAnyExcept((byte)'\\');
        return (backslashes & 1) == 1;
    }
}
