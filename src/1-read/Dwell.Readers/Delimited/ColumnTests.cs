using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using Dwell.Content.Delimited;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>Says whether a row without a header is one that a profile describes.</summary>
internal static class ColumnTests
{
    private static readonly SearchValues<byte> DateBytes = SearchValues.Create("0123456789/.-"u8);

    /// <summary>True when all tests hold.</summary>
    public static bool Fit(ReadOnlySpan<byte> row, RowSplitter values, ImmutableArray<ColumnTest> tests)
    {
        foreach (var test in tests)
        {
            if (test.Column >= values.Count || !Holds(row.Slice(values[test.Column].Start, values[test.Column].Length), test))
                return false;
        }

        return true;
    }

    private static bool Holds(ReadOnlySpan<byte> value, ColumnTest test) => test.Form switch
    {
        ColumnForm.Words => IsOneOf(value, test.Values),
        ColumnForm.Integer => !value.IsEmpty && value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0,
        ColumnForm.Time => LogTimeReader.TryRead(value, out _, out var length) && length == value.Length,
        ColumnForm.Date => IsDate(value),
        ColumnForm.Clock => value.Length is >= 5 and <= 16 && value.IndexOfAny((byte)':', (byte)'.') is 1 or 2 && char.IsAsciiDigit((char)value[0]),
        ColumnForm.Address => IsAddress(value),
        ColumnForm.AddressOrNone => value.IsEmpty || IsAddress(value),
        ColumnForm.Endpoint => value.LastIndexOf((byte)':') is > 0 and var colon && IsAddress(value[..colon].Trim("[]"u8)),
        _ => false,
    };

    private static bool IsOneOf(ReadOnlySpan<byte> value, ImmutableArray<string> words)
    {
        foreach (var word in words)
        {
            if (value.Length == word.Length && Ascii.Equals(value, word))
                return true;
        }

        return false;
    }

    // 01/02/21, 2021-02-01, 1.2.2021
    private static bool IsDate(ReadOnlySpan<byte> value)
    {
        if (value.Length is < 6 or > 10 || value.IndexOfAnyExcept(DateBytes) >= 0)
            return false;
        return value.Count((byte)'/') == 2 || value.Count((byte)'-') == 2 || value.Count((byte)'.') == 2;
    }

    private static bool IsAddress(ReadOnlySpan<byte> value)
    {
        Span<char> text = stackalloc char[64];
        return value.Length is >= 2 and <= 64
            && value.IndexOfAny((byte)'.', (byte)':') >= 0
            && Ascii.ToUtf16(value, text, out var length) == OperationStatus.Done
            && IPAddress.TryParse(text[..length], out _);
    }
}
