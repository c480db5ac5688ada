using System.Buffers;
using System.Buffers.Text;
using System.Net;

namespace Dwell.Readers.Zeek;

/// <summary>Says whether a value can be of a type: how columns are told where the header is lost.</summary>
internal static class ZeekTypes
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    private static readonly SearchValues<byte> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    // The letters of history and their capitals (scripts/base/protocols/conn/main.zeek), with ^ for a flipped connection.
    private static readonly SearchValues<byte> History = SearchValues.Create("^sShHaAdDfFrRcCgGtTwWiIqQxX"u8);

    /// <summary>True when a value, or the mark that it is not set, can stand in a column of the type.</summary>
    public static bool Fits(string type, ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("-"u8))
            return type is not ("time" or "uid" or "addr");
        return type switch
        {
            "time" => ZeekNumber.ReadTime(value) is not null && value.IndexOf((byte)'.') > 0,
            "uid" => value.Length is >= 10 and <= 24 && value[0] is (byte)'C' && !value.ContainsAnyExcept(Letters),
            "addr" => IsAddress(value),
            "port" => value.Length <= 5 && !value.ContainsAnyExcept(Digits),
            "count" => !value.IsEmpty && !value.ContainsAnyExcept(Digits),
            "interval" => Utf8Parser.TryParse(value, out double _, out var used) && used == value.Length && value.IndexOf((byte)'.') > 0,
            "bool" => value is [(byte)'T' or (byte)'F'],
            "proto" => value.SequenceEqual("tcp"u8) || value.SequenceEqual("udp"u8) || value.SequenceEqual("icmp"u8) || value.SequenceEqual("unknown_transport"u8),
            "state" => IsState(value),
            "history" => !value.ContainsAnyExcept(History),
            _ => !value.IsEmpty,
        };
    }

    private static bool IsState(ReadOnlySpan<byte> value) =>
        " S0 S1 SF REJ S2 S3 RSTO RSTR RSTOS0 RSTRH SH SHR OTH "u8.IndexOf(value) > 0 && !value.Contains((byte)' ');

    private static bool IsAddress(ReadOnlySpan<byte> value)
    {
        Span<char> text = stackalloc char[64];
        if (value.Length > text.Length || value.IndexOfAny((byte)'.', (byte)':') < 0)
            return false;
        for (var i = 0; i < value.Length; i++)
            text[i] = (char)value[i];
        return IPAddress.TryParse(text[..value.Length], out _);
    }
}
