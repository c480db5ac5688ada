using System.Text;
using Dwell.Content.Mappings;
using Dwell.Facts.Mapping;

namespace Dwell.Facts.Tests.Mapping;

/// <summary>What is taken as it is must be what the conversion of text would give.</summary>
public class PlainValueTests
{
    private static readonly string[] Values =
    [
        "", "-", "0", "00", "7", "080", "80", "65535", "65536", "999999999999999999", "9223372036854775807", "9223372036854775808", "18446744073709551615",
        "99999999999999999999", "+5", "-5", "0x10", "1.2", " 80", "80 ", "10.1.2.3", "010.1.2.3", "10.1.2", "10.1.2.256", "255.255.255.255", "0.0.0.0",
        "1.2.3.4.5", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "a", " a", "a\0", "ä", "aä", "äa b", "\u00a0a", "a b", "1..2.3", "1.2.3.", ".1.2.3",
    ];

    [Theory]
    [InlineData(ColumnConversion.Text)]
    [InlineData(ColumnConversion.Decimal)]
    [InlineData(ColumnConversion.Port)]
    [InlineData(ColumnConversion.Address)]
    public void What_is_plain_is_what_conversion_gives(ColumnConversion conversion)
    {
        var source = new ColumnSource([], conversion, null, null, false);
        var plain = 0;
        foreach (var value in Values)
        {
            if (!Converter.IsPlain(conversion, Encoding.UTF8.GetBytes(value)))
                continue;
            plain++;
            var buffer = new TextBuffer();
            Assert.True(Converter.TryWrite(source, value, null, buffer), value);
            Assert.Equal(value, buffer.Written.ToString());
        }

        Assert.True(plain > 2);
    }
}
