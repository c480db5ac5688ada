using System.Globalization;
using System.Text;

namespace Dwell.Pipeline.Showing;

/// <summary>Bytes as people compare them: 16 a line, after their offset in the evidence.</summary>
internal static class HexDump
{
    private const int BytesALine = 16;
    private const int Blanks = 2;

    /// <summary>
    /// Lines for the first <paramref name="most"/> bytes; in less than <paramref name="cells"/> cells the text column is left out.
    /// </summary>
    public static IEnumerable<string> Lines(ShownPiece piece, int most, int cells)
    {
        var count = Math.Min(piece.Bytes.Length, most);
        for (var start = 0; start < count; start += BytesALine)
            yield return Line(piece.Offset + start, piece.Bytes.AsSpan(start, Math.Min(BytesALine, count - start)), cells);
    }

    private static string Line(long offset, ReadOnlySpan<byte> bytes, int cells)
    {
        var line = new StringBuilder(offset.ToString("x8", CultureInfo.InvariantCulture)).Append(' ', Blanks);
        foreach (var b in bytes)
            line.Append(CultureInfo.InvariantCulture, $"{b:x2} ");
        var text = line.Length + (BytesALine - bytes.Length) * 3 + 1;
        if (text + BytesALine > cells)
            return line.ToString().TrimEnd();
        line.Append(' ', text - line.Length);
        foreach (var b in bytes)
            line.Append(b is >= (byte)' ' and < 0x7F ? (char)b : '.');
        return line.ToString().TrimEnd();
    }
}
