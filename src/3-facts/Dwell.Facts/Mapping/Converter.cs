using System.Globalization;
using System.Net;
using Dwell.Content.Mappings;
using Dwell.Facts.Store;

namespace Dwell.Facts.Mapping;

/// <summary>
/// Turns the text of one field into the value of a column, into a buffer. False means that the text says
/// nothing, or
/// not what the column holds; then the column stays absent. Conversions of several fields are in <see
/// cref="BoundColumn"/>.
/// </summary>
internal static class Converter
{
    // Keywords of the Security log (winmeta.xml): WINEVENT_KEYWORD_AUDIT_FAILURE and _SUCCESS.
    private const ulong AuditFailureBit = 0x0010_0000_0000_0000;
    private const ulong AuditSuccessBit = 0x0020_0000_0000_0000;
    private const decimal MillisecondsPerSecond = 1_000;
    private const string NullSid = "S-1-0-0";

    /// <summary>
    /// The text without white space; empty for <c>-</c>, which Windows writes where it has no value.
    /// </summary>
    public static ReadOnlySpan<char> Meaningful(ReadOnlySpan<char> text)
    {
        // Some fields end in a NUL that was counted in their length.
        var trimmed = text.Trim().TrimEnd('\0').TrimEnd();
        return trimmed is "-" ? default : trimmed;
    }

    /// <summary>
    /// True when a conversion would give the very same bytes, which is quick to see of most values; false says nothing.
    /// </summary>
    public static bool IsPlain(ColumnConversion convert, ReadOnlySpan<byte> utf8) => convert switch
    {
        ColumnConversion.Decimal => PlainValues.TryReadInteger(utf8, out _),
        ColumnConversion.Port => PlainValues.TryReadInteger(utf8, out var port) && port is > 0 and <= ushort.MaxValue,
        ColumnConversion.Address => PlainValues.TryReadIpv4(utf8, out _),
        ColumnConversion.Text => utf8.Length is > 0 and <= FactMapper.MaxValueLength && IsInk(utf8[0]) && IsInk(utf8[^1]) && utf8 is not [(byte)'-'],
        _ => false,
    };

    public static bool TryWrite(ColumnSource source, ReadOnlySpan<char> text, ValueTable? codes, TextBuffer buffer)
    {
        text = Meaningful(text);
        if (text.IsEmpty)
            return false;
        switch (source.Convert)
        {
            case ColumnConversion.Decimal:
                return TryReadNumber(text, out var number) && Wrote(buffer.Append(number));
            case ColumnConversion.Port:
                return TryReadNumber(text, out var port) && port is > 0 and <= ushort.MaxValue && Wrote(buffer.Append(port));
            case ColumnConversion.Address:
                return TryWriteAddress(text, buffer);
            case ColumnConversion.EndpointAddress:
                return IPEndPoint.TryParse(text, out _) && TryWriteAddress(WithoutPort(text), buffer);
            case ColumnConversion.EndpointPort:
                return IPEndPoint.TryParse(text, out var end) && end.Port > 0 && Wrote(buffer.Append(end.Port));
            case ColumnConversion.Sid:
                return text is not NullSid && Wrote(buffer.Append(text));
            case ColumnConversion.RegistryKey:
                RegistryPath.Write(text, buffer);
                return true;
            case ColumnConversion.Share:
                return Wrote(buffer.Append(text.StartsWith(@"\\*\", StringComparison.Ordinal) ? text[4..] : text));
            case ColumnConversion.Status:
                return !(TryReadNumber(text, out var status) && status == 0) && Wrote(buffer.Append(text));
            case ColumnConversion.StatusOutcome:
                return TryReadNumber(text, out var result) && Wrote(buffer.Append(result == 0 ? "success" : "failure"));
            case ColumnConversion.AuditOutcome:
                return TryWriteAuditOutcome(text, buffer);
            case ColumnConversion.Flag:
                return TryWriteFlag(text, buffer);
            case ColumnConversion.LogonId:
                return TryReadNumber(text, out var logon) && logon != 0 && Wrote(buffer.Append("0x").Append(logon, "x"));
            case ColumnConversion.TaskActions:
                return TaskXml.TryWriteActions(text, buffer) || Wrote(buffer.Append(text));
            case ColumnConversion.Codes:
                return TryWriteCodes(text, codes, buffer);
            case ColumnConversion.Principal:
                return TryWritePrincipal(text, buffer);
            case ColumnConversion.LineValue:
                return TryWriteLineValue(text, source.Argument!, buffer);
            case ColumnConversion.Between:
                return TryFindBetween(text, source.Argument, out var between) && Wrote(buffer.Append(between));
            case ColumnConversion.BetweenAddress:
                return TryFindBetween(text, source.Argument, out var place) && TryWriteAddress(place, buffer);
            case ColumnConversion.Milliseconds:
                return TryWriteSeconds(text, buffer);
            case ColumnConversion.UrlHost:
                return UrlText.TryHost(text, out var host) && Wrote(buffer.Append(host));
            case ColumnConversion.UrlPort:
                return UrlText.TryPort(text, out var urlPort) && Wrote(buffer.Append(urlPort));
            case ColumnConversion.HardwareAddress:
                HardwareAddressText.Write(text, buffer);
                return true;
            case ColumnConversion.Parts:
                return TryWriteParts(text, buffer);
            default:
                return Wrote(buffer.Append(text));
        }
    }

    /// <summary>Reads <c>0x1a4</c> or <c>420</c>.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> text, out ulong number) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    // ASCII that is neither white space nor a control character.
    private static bool IsInk(byte b) => b is > 0x20 and < 0x7F;

    private static bool Wrote(TextBuffer buffer) => buffer.Length > 0;

    private static bool TryWriteAddress(ReadOnlySpan<char> text, TextBuffer buffer)
    {
        // IPAddress reads "5" as 0.0.0.5; a log never means that. It passes over the port of [::1]:80, which is an endpoint.
        if (text.IndexOfAny('.', ':') < 0 || (text[0] == '[' && text[^1] != ']') || !IPAddress.TryParse(text, out var address))
            return false;
        return address.IsIPv4MappedToIPv6
            ? Wrote(buffer.Append(address.MapToIPv4()))
            : Wrote(buffer.Append(text.TrimStart('[').TrimEnd(']')));
    }

    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> endpoint)
    {
        var colon = endpoint.LastIndexOf(':');
        var isBareAddress = colon < 0 || (endpoint[0] != '[' && endpoint[..colon].Contains(':'));
        return (isBareAddress ? endpoint : endpoint[..colon]).Trim("[]");
    }

    private static bool TryWriteAuditOutcome(ReadOnlySpan<char> text, TextBuffer buffer)
    {
        if (!TryReadNumber(text, out var keywords))
            return false;
        if ((keywords & AuditFailureBit) != 0)
            return Wrote(buffer.Append("failure"));
        return (keywords & AuditSuccessBit) != 0 && Wrote(buffer.Append("success"));
    }

    private static bool TryWriteFlag(ReadOnlySpan<char> text, TextBuffer buffer)
    {
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase))
            return Wrote(buffer.Append("true"));
        return text.Equals("false", StringComparison.OrdinalIgnoreCase) && Wrote(buffer.Append("false"));
    }

    // A service's own name may have a slash (HTTP/web.example): the realm stands behind the last one.
    private static bool TryWritePrincipal(ReadOnlySpan<char> text, TextBuffer buffer)
    {
        var at = text.LastIndexOfAny('/', '@');
        if (at < 0)
            return Wrote(buffer.Append(text));
        if (at == 0)
            return false;
        if (at < text.Length - 1)
            buffer.Append(text[(at + 1)..]).Append("\\");
        return Wrote(buffer.Append(text[..at]));
    }

    private static bool TryWriteCodes(ReadOnlySpan<char> text, ValueTable? codes, TextBuffer buffer)
    {
        foreach (var range in text.SplitAny(" ,\t\r\n"))
        {
            var code = text[range];
            if (code.IsEmpty)
                continue;
            if (buffer.Length > 0)
                buffer.Append(", ");
            buffer.Append(codes is not null && codes.TryFind(code, out var word) && word is not null ? word : code);
        }

        return buffer.Length > 0;
    }

    private static bool TryWriteLineValue(ReadOnlySpan<char> text, string key, TextBuffer buffer)
    {
        foreach (var line in text.EnumerateLines())
        {
            var rest = line.TrimStart();
            if (!rest.StartsWith(key, StringComparison.OrdinalIgnoreCase))
                continue;
            rest = rest[key.Length..].TrimStart();
            if (rest.IsEmpty || rest[0] is not ('=' or ':'))
                continue;
            var value = Meaningful(rest[1..]);
            return !value.IsEmpty && Wrote(buffer.Append(value));
        }

        return false;
    }

    private static bool TryFindBetween(ReadOnlySpan<char> text, ReadOnlySpan<char> marks, out ReadOnlySpan<char> found)
    {
        var gap = marks.IndexOf('…');
        var before = marks[..gap];
        var behind = marks[(gap + 1)..];
        found = default;
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return false;
        found = text[(start + before.Length)..];
        var end = behind.IsEmpty ? found.Length : found.LastIndexOf(behind, StringComparison.Ordinal);
        if (end < 0)
            return false;
        found = Meaningful(found[..end]);
        if (found is [('\'' or '"') and var open, .., var close] && open == close)
            found = found[1..^1];
        return !found.IsEmpty;
    }

    private static bool TryWriteSeconds(ReadOnlySpan<char> text, TextBuffer buffer) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && Wrote(buffer.Append(number / MillisecondsPerSecond, "0.######"));

    private static bool TryWriteParts(ReadOnlySpan<char> text, TextBuffer buffer)
    {
        foreach (var range in text.SplitAny(";,"))
        {
            var part = Meaningful(text[range]);
            if (part.IsEmpty)
                continue;
            if (buffer.Length > 0)
                buffer.Append(", ");
            buffer.Append(part);
        }

        return buffer.Length > 0;
    }
}
