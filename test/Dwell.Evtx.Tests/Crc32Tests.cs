using Dwell.Evtx.Checksums;

namespace Dwell.Tests;

public sealed class Crc32Tests
{
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xCBF43926u)] // the check value of the catalogues of CRC algorithms (CRC-32/ISO-HDLC)
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)] // widely published example
    public void Gives_published_values(string text, uint expected) => Assert.Equal(expected, Crc32.Of(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Multiplication_and_tables_agree_at_every_length_and_start()
    {
        var bytes = new byte[2048];
        new Random(20261121).NextBytes(bytes);
        for (var length = 0; length < 700; length++)
        {
            var part = bytes.AsSpan(length % 61, length);
            Assert.Equal(BitByBit(part), Crc32.AppendByTable(0, part));
            Assert.Equal(Crc32.AppendByTable(0xDEADBEEF, part), Crc32.Append(0xDEADBEEF, part));
        }
    }

    [Fact]
    public void Parts_give_what_the_whole_gives()
    {
        var bytes = new byte[1000];
        new Random(5).NextBytes(bytes);
        Assert.Equal(Crc32.Of(bytes), Crc32.Append(Crc32.Of(bytes.AsSpan(0, 333)), bytes.AsSpan(333)));
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
