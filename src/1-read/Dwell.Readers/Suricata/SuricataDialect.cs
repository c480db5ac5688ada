using System.Buffers;
using System.Collections.Immutable;
using Dwell.Readers.Json;

namespace Dwell.Readers.Suricata;

/// <summary>
/// Suricata's EVE output: one object an event, told apart by <c>event_type</c>. Nested objects are fields with dots
/// (<c>alert.signature</c>). Suricata gives a flow an id but not an event: an event written twice can't be told from two.
/// </summary>
internal sealed class SuricataDialect : JsonDialect
{
    private const int MaxTypeLength = 32;
    private static readonly SearchValues<char> TypeLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <inheritdoc/>
    public override string Name => "Suricata EVE";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciders => ["event_type"];

    /// <inheritdoc/>
    public override bool Fits(JsonKeys keys) =>
        keys.HasAll("event_type", "timestamp")
        && (keys.HasAny("flow_id", "in_iface", "src_ip", "pcap_cnt", "stats.uptime", "engine.message", "alert.signature_id") || keys.HasBelow("stats."));

    /// <inheritdoc/>
    public override JsonPlan? Plan(JsonKeys keys, ReadOnlySpan<string> decided)
    {
        var type = decided[0];
        if (type.Length is 0 or > MaxTypeLength || type.AsSpan().ContainsAnyExcept(TypeLetters))
            return null;

        // A flow is written when it ended, as late as its timeout says: its time is its beginning, as Zeek's is.
        ReadOnlySpan<string> times = type is "flow" or "netflow" ? [type + ".start", "timestamp"] : ["timestamp"];
        return JsonPlan.Whole(keys, "suricata", "suricata/" + type, id: null, JsonTimeForm.Any, times);
    }
}
