using System.Net;
using System.Net.Sockets;

namespace Dwell.Analysis.Facts;

/// <summary>Addresses as facts write them, by where they can lie.</summary>
public static class NetworkAddress
{
    /// <summary>Reads an address; IPv4 inside of IPv6 (<c>::ffff:</c>) becomes IPv4. False for names, <c>-</c>, <c>LOCAL</c> and the like.</summary>
    public static bool TryParse(string? text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text is null || !IPAddress.TryParse(text.Trim(), out var parsed))
            return false;
        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    /// <summary>True for the host itself: loopback and the unspecified address.</summary>
    public static bool IsLocal(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>
    /// True for an address that the internet routes: not loopback, link-local, multicast, private (RFC 1918, RFC 4193), shared
    /// (RFC 6598) or reserved. Documentation addresses (RFC 5737, 3849) count as routed: the simulator uses them as such.
    /// </summary>
    public static bool IsExternal(IPAddress address)
    {
        if (IsLocal(address) || address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal)
            return false;
        if (address.AddressFamily != AddressFamily.InterNetwork)
            return true;
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes[0] switch
        {
            0 or 10 or 127 => false,
            100 => bytes[1] is < 64 or > 127,
            169 => bytes[1] != 254,
            172 => bytes[1] is < 16 or > 31,
            192 => !(bytes[1] == 168 || (bytes[1] == 0 && bytes[2] == 0)),
            >= 224 => false,
            _ => true,
        };
    }
}
