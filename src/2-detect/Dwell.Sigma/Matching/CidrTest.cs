using System.Globalization;

namespace Dwell.Sigma.Matching;

/// <summary>
/// The text is an address inside a network (RFC 4632, RFC 4291). An IPv4 address that is written inside IPv6
/// (<c>::ffff:10.0.0.1</c>, as Windows logs it) is the IPv4 address; a text that is no address does not pass.
/// </summary>
internal sealed class CidrTest : TextValueTest
{
    private readonly UInt128 _network;
    private readonly UInt128 _mask;

    private CidrTest(UInt128 network, UInt128 mask, string text)
    {
        _network = network & mask;
        _mask = mask;
        Key = "CIDR:" + text;
    }

    public override string Key { get; }

    /// <summary>Null when the text is no network. A single address is a network of one.</summary>
    public static CidrTest? TryMake(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!AddressText.TryRead(slash < 0 ? text : text[..slash], out var address, out var isIPv4))
            return null;
        var bits = isIPv4 ? 32 : 128;
        var prefix = bits;
        if (slash >= 0 && !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
            return null;
        if (prefix > bits)
            return null;

        // IPv4 lives in ::ffff:0:0/96, so that one comparison serves both.
        var hostBits = bits - prefix;
        var mask = hostBits == 128 ? UInt128.Zero : UInt128.MaxValue << hostBits;
        return new CidrTest(address, mask, text);
    }

    public override bool Passes(ReadOnlySpan<char> text) =>
        AddressText.TryRead(text, out var address, out _) && (address & _mask) == _network;
}
