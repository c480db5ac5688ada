using Dwell.Analysis.Facts;

namespace Dwell.Analysis.Tests.Facts;

public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("169.254.1.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.251", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("203.0.113.77", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::fb", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    public void Tells_addresses_that_the_internet_routes(string text, bool expected)
    {
        Assert.True(NetworkAddress.TryParse(text, out var address));
        Assert.Equal(expected, NetworkAddress.IsExternal(address));
    }

    [Theory]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData(" 10.0.0.1 ", "10.0.0.1")]
    public void An_address_inside_of_another_is_that_address(string text, string expected)
    {
        Assert.True(NetworkAddress.TryParse(text, out var address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("-")]
    [InlineData("LOCAL")]
    [InlineData("FS01")]
    [InlineData("")]
    [InlineData(null)]
    public void A_name_is_no_address(string? text)
    {
        Assert.False(NetworkAddress.TryParse(text, out _));
    }
}
