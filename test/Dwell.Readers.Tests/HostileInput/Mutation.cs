using System.Text;

namespace Dwell.Readers.Tests.HostileInput;

/// <summary>Damages bytes as disks, copies and forgers do: one to four changes, from a given source of chance.</summary>
internal static class Mutation
{
    private static readonly byte[][] Inserts =
    [
        [0], [0xFF], [0xFE, 0xFF], [0xC3], "\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "\n\n\n\n"u8.ToArray(), "\t"u8.ToArray(), "\""u8.ToArray(),
        "'"u8.ToArray(), ","u8.ToArray(), "="u8.ToArray(), "\\"u8.ToArray(), "%"u8.ToArray(), "<"u8.ToArray(), "\u001D"u8.ToArray(),
        "99999999999999999999999999999999"u8.ToArray(), "-9223372036854775808"u8.ToArray(), "1e999"u8.ToArray(), "0x"u8.ToArray(),
        "\uFEFF"u8.ToArray(), "\uD7FF\u202E\u0000"u8.ToArray(), "\\ud800"u8.ToArray(), Repeated("[", 300), Repeated("{\"a\":", 300), Repeated("(", 2000),
        Repeated("a=b ", 500), Repeated("A", 5000), Repeated(",", 3000), Repeated("\"\"", 1000), Repeated("\0", 4096),
    ];

    /// <summary>A damaged copy.</summary>
    public static byte[] Of(byte[] bytes, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--)
            bytes = Change(bytes, random);
        return bytes;
    }

    private static byte[] Change(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
            return Inserts[random.Next(Inserts.Length)];
        var at = random.Next(bytes.Length);
        var length = Math.Min(random.Next(1, 1 << random.Next(1, 12)), bytes.Length - at);
        switch (random.Next(7))
        {
            case 0:
                var flipped = (byte[])bytes.Clone();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 2:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 3:
                return bytes[..at];
            case 4:
                return [.. bytes[..at], .. Inserts[random.Next(Inserts.Length)], .. bytes[at..]];
            case 5:
                var set = (byte[])bytes.Clone();
                set.AsSpan(at, length).Fill((byte)random.Next(256));
                return set;
            default:
                var to = random.Next(bytes.Length);
                var (first, second) = (Math.Min(at, to), Math.Max(at, to));
                return [.. bytes[second..], .. bytes[first..second], .. bytes[..first]];
        }
    }

    private static byte[] Repeated(string text, int times) => Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, text, times).ToString());
}
