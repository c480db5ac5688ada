using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>
/// Values that their column can't hold as it is typed (a port that is written as <c>080</c>), or that the kind has no column
/// for: kept beside, so that nothing is lost. <c>NUMBER:BYTES:VALUE</c>, one after the other.
/// </summary>
internal static class OddValues
{
    public static void Append(List<byte> to, FactColumn column, ReadOnlySpan<byte> utf8)
    {
        Span<byte> head = stackalloc byte[32];
        Utf8Formatter.TryFormat((int)column, head, out var digits);
        head[digits++] = (byte)':';
        Utf8Formatter.TryFormat(utf8.Length, head[digits..], out var more);
        digits += more;
        head[digits++] = (byte)':';
        to.AddRange(head[..digits]);
        to.AddRange(utf8);
    }

    /// <summary>The text that a row's odd values contain where it has this value; others may contain it too.</summary>
    public static string Of(FactColumn column, string value) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)column}:{Encoding.UTF8.GetByteCount(value)}:{value}");

    public static IEnumerable<KeyValuePair<FactColumn, string>> Read(byte[] odd)
    {
        for (var at = 0; at < odd.Length;)
        {
            var column = ReadNumber(odd, ref at);
            var length = ReadNumber(odd, ref at);
            yield return new((FactColumn)column, Encoding.UTF8.GetString(odd, at, length));
            at += length;
        }
    }

    private static int ReadNumber(byte[] odd, ref int at)
    {
        if (!Utf8Parser.TryParse(odd.AsSpan(at), out int number, out var used))
            throw new InvalidDataException("The store's odd values are damaged; make the case anew.");
        at += used + 1;
        return number;
    }
}
