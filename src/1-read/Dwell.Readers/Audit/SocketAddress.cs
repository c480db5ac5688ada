using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Dwell.Readers.Audit;

/// <summary>
/// A socket address as the kernel dumps it (struct sockaddr, in the byte order of the host but for ports): family, and what that
/// family says. Texts are UTF-8; empty where the family has none.
/// </summary>
internal readonly ref struct SocketAddress
{
    private const int Unix = 1;
    private const int IPv4 = 2;
    private const int IPv6 = 10;

    private SocketAddress(string family, string address, int port, ReadOnlySpan<byte> path)
    {
        Family = family;
        Address = address;
        Port = port;
        Path = path;
    }

    /// <summary>The family as auparse names it: inet, inet6, local, netlink, …, or its number.</summary>
    public string Family { get; }

    /// <summary>The IP address; empty for other families.</summary>
    public string Address { get; }

    /// <summary>The port; -1 for other families.</summary>
    public int Port { get; }

    /// <summary>The path of a local socket; <c>@</c> stands for the NUL before an abstract name.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>Reads an address; false when the bytes hold no family.</summary>
    public static bool TryRead(Span<byte> bytes, bool isBigEndian, out SocketAddress address)
    {
        address = default;
        if (bytes.Length < 2)
            return false;
        int family = isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        address = family switch
        {
            IPv4 when bytes.Length >= 8 => new SocketAddress(
                "inet", new IPAddress(bytes.Slice(4, 4)).ToString(), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), default),
            IPv6 when bytes.Length >= 24 => new SocketAddress(
                "inet6", new IPAddress(bytes.Slice(8, 16)).ToString(), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), default),
            Unix => new SocketAddress("local", "", -1, PathOf(bytes[2..])),
            _ => new SocketAddress(NameOf(family), "", -1, default),
        };
        return true;
    }

    private static ReadOnlySpan<byte> PathOf(Span<byte> path)
    {
        if (path.Length > 1 && path[0] == 0 && path[1] != 0)
            path[0] = (byte)'@';
        var end = path.IndexOf((byte)0);
        return end < 0 ? path : path[..end];
    }

    // Linux, include/linux/socket.h.
    private static string NameOf(int family) => family switch
    {
        IPv4 => "inet",
        IPv6 => "inet6",
        9 => "x25",
        15 => "key",
        16 => "netlink",
        17 => "packet",
        29 => "can",
        30 => "tipc",
        31 => "bluetooth",
        38 => "alg",
        40 => "vsock",
        44 => "xdp",
        _ => family.ToString(CultureInfo.InvariantCulture),
    };
}
