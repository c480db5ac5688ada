using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Dwell.Readers.Servers;

/// <summary>
/// Attributes of RADIUS (RFC 2865, 2866, 2869, 3162) and what NPS and FreeRADIUS add, under their names. An attribute that is not
/// among them is kept as <c>Name=value</c> in the last field.
/// </summary>
internal static class RadiusFields
{
    private static readonly FrozenDictionary<string, int> Slots = All().Select((name, slot) => (name, slot))
        .ToFrozenDictionary(pair => pair.name, pair => pair.slot, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> BySpan = Slots.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The names, by slot.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All()];

    /// <summary>The slot of what is not known.</summary>
    public static int More { get; } = Names.Length - 1;

    /// <summary>The slot of an attribute; <see cref="More"/> when it is none of those known.</summary>
    public static int SlotOf(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[64];
        if (name.Length > text.Length || Ascii.ToUtf16(name, text, out var length) != System.Buffers.OperationStatus.Done)
            return More;

        // NPS names in XML what IAS's tables name without the hyphen, and misspells one.
        if (text[..length] is "Computer-Name")
            return BySpan["ComputerName"];
        return BySpan.TryGetValue(text[..length], out var slot) ? slot : More;
    }

    private static string[] All() =>
    [
        "ComputerName", "Event-Source", "Timestamp", "Packet-Type", "User-Name", "SAM-Account-Name", "Fully-Qualified-Distinguished-Name",
        "Fully-Qualifed-User-Name", "Called-Station-Id", "Calling-Station-Id", "Framed-IP-Address", "Framed-IPv6-Address", "NAS-Identifier", "NAS-IP-Address",
        "NAS-IPv6-Address", "NAS-Port", "NAS-Port-Id", "NAS-Port-Type", "Client-IP-Address", "Client-Friendly-Name", "Client-Vendor", "Connect-Info",
        "Framed-Protocol", "Service-Type", "Authentication-Type", "Policy-Name", "NP-Policy-Name", "Proxy-Policy-Name", "Reason-Code", "Class", "EAP-Friendly-Name",
        "Acct-Status-Type", "Acct-Delay-Time", "Acct-Input-Octets", "Acct-Output-Octets", "Acct-Session-Id", "Acct-Authentic", "Acct-Session-Time",
        "Acct-Input-Packets", "Acct-Output-Packets", "Acct-Terminate-Cause", "Acct-Multi-Session-Id", "Acct-Unique-Session-Id", "Tunnel-Type",
        "Tunnel-Client-Endpt", "Tunnel-Client-Endpoint", "Tunnel-Server-Endpt", "Tunnel-Server-Endpoint", "Provider-Type", "Reply-Message", "Event-Timestamp",
        "MS-RAS-Client-Name", "MS-RAS-Client-Version", "Packet-Src-IP-Address", "(more)",
    ];
}
