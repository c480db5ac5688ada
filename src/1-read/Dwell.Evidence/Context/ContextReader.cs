using System.Collections.Immutable;
using System.Net;
using Dwell.Model.Context;

namespace Dwell.Evidence.Context;

/// <summary>Reads the sections of a context file, each as the contract has it.</summary>
internal static class ContextReader
{
    public static CaseContext Read(ContextNode root)
    {
        var map = root.Map(
            "organisation", "domains", "networks", "timezones", "segments", "sensors", "links", "assets", "holds",
            "retention", "detected", "known", "words");
        var segments = map.List("segments", Segment);
        return new CaseContext
        {
            Organisation = map.Find("organisation")?.Text(),
            Domains = [.. map.Find("domains")?.List().Select(Domain).OfType<string>() ?? []],
            Networks = Networks(map.Find("networks")),
            Timezones = Timezones(map.Find("timezones")),
            Segments = segments,
            Sensors = map.List("sensors", node => Sensor(node, segments)),
            Links = map.List("links", Link),
            Assets = map.List("assets", Asset),
            Holds = map.List("holds", Holding),
            Retention = map.List("retention", Retention),
            Detected = map.List("detected", Detected),
            Known = map.List("known", Known),
            Words = map.Texts("words"),
        };
    }

    private static string? Domain(ContextNode node)
    {
        if (node.Text() is not { } text)
            return null;
        var name = text.TrimEnd('.').ToLowerInvariant();
        if (Uri.CheckHostName(name) == UriHostNameType.Dns && name.Contains('.', StringComparison.Ordinal))
            return name;
        node.Fail($"Found '{text}'; expected a domain such as bureau.example.");
        return null;
    }

    private static ImmutableArray<IPNetwork> Networks(ContextNode? node) =>
        [.. node?.List().Select(item => item.Network()).OfType<IPNetwork>() ?? []];

    private static ImmutableSortedDictionary<string, string> Timezones(ContextNode? node)
    {
        var zones = CaseContext.Empty.Timezones.ToBuilder();
        foreach (var (host, value) in node?.Pairs() ?? [])
        {
            if (zones.ContainsKey(host))
                value.Fail($"The host '{host}' is given twice.");
            else if (value.Zone() is { } zone)
                zones.Add(host, zone);
        }

        return zones.ToImmutable();
    }

    private static NetworkSegment? Segment(ContextNode node)
    {
        var map = node.Map("name", "cidrs");
        var cidrs = Networks(map.Require("cidrs"));
        return map.Require("name")?.Text() is { } name ? new NetworkSegment(name, cidrs) : null;
    }

    private static NetworkSensor? Sensor(ContextNode node, ImmutableArray<NetworkSegment> segments)
    {
        var map = node.Map("name", "kind", "sees");
        var name = map.Require("name")?.Text();
        var kind = map.Require("kind")?.OneOf<SensorKind>();
        var sees = map.List("sees", item => Sees(item, segments));
        return name is not null && kind is not null ? new NetworkSensor(name, kind.Value, sees) : null;
    }

    // Names of segments may hold hyphens themselves: of several ways to part the text, the one that knows
    // most names.
    private static SegmentPair? Sees(ContextNode node, ImmutableArray<NetworkSegment> segments)
    {
        if (node.Text() is not { } text)
            return null;
        SegmentPair? best = null;
        var bestKnown = -1;
        for (var hyphen = text.IndexOf('-', 0); hyphen >= 0; hyphen = text.IndexOf('-', hyphen + 1))
        {
            var pair = new SegmentPair(text[..hyphen].Trim(), text[(hyphen + 1)..].Trim());
            if (pair.From.Length == 0 || pair.To.Length == 0)
                continue;
            var known = (IsKnown(pair.From) ? 1 : 0) + (IsKnown(pair.To) ? 1 : 0);
            if (known > bestKnown)
                (best, bestKnown) = (pair, known);
        }

        if (best is null)
            node.Fail($"Found '{text}'; expected two segments as SEGMENT-SEGMENT or SEGMENT-internet.");
        return best;

        bool IsKnown(string name) => name == SegmentPair.Internet || segments.Any(segment => segment.Name == name);
    }

    private static SegmentLink? Link(ContextNode node)
    {
        var map = node.Map("segment", "megabitsPerSecond");
        var segment = map.Require("segment")?.Text();
        var speed = map.Require("megabitsPerSecond")?.PositiveNumber();
        return segment is not null && speed is not null ? new SegmentLink(segment, speed.Value) : null;
    }

    private static ContextAsset? Asset(ContextNode node)
    {
        var map = node.Map("host", "addresses", "names", "role", "os", "holds");
        var addresses = map.List("addresses", item => item.Address());
        var (names, holds) = (map.Texts("names"), map.Texts("holds"));
        var (role, system) = (map.Find("role")?.Text(), map.Find("os")?.Text());
        return map.Require("host")?.Text() is { } host
            ? new ContextAsset(host, addresses, names, role, system, holds)
            : null;
    }

    private static ContextHolding? Holding(ContextNode node)
    {
        var map = node.Map("where", "holds");
        var holds = map.Require("holds")?.Texts() ?? [];
        if (map.Require("where") is not { } whereNode || whereNode.Text() is not { } where)
            return null;
        var colon = where.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon + 1 < where.Length && where[..colon] is "mailbox" or "share")
            return new ContextHolding(where, holds);
        whereNode.Fail($"Found '{where}'; expected mailbox:ADDRESS or share:NAME.");
        return null;
    }

    private static LogRetention? Retention(ContextNode node)
    {
        var map = node.Map("source", "host", "days", "from");
        var (days, from) = (map.Find("days")?.PositiveInteger(), map.Find("from")?.Time());
        var host = map.Find("host")?.Text();
        if (map.Find("days") is null && map.Find("from") is null)
            node.Fail("Found neither 'days' nor 'from'; expected one of them here.");
        return map.Require("source")?.Text() is { } source ? new LogRetention(source, host, days, from) : null;
    }

    private static Detection? Detected(ContextNode node)
    {
        var map = node.Map("at", "by", "what");
        var (at, by, what) = (map.Require("at")?.Time(), map.Require("by")?.Text(), map.Require("what")?.Text());
        return at is not null && by is not null && what is not null ? new Detection(at.Value, by, what) : null;
    }

    private static KnownThing? Known(ContextNode node)
    {
        var map = node.Map("address", "why", "from", "to");
        var (from, to, why) = (map.Find("from")?.Time(), map.Find("to")?.Time(), map.Require("why")?.Text());
        if (from > to)
            map.Find("to")!.Value.Fail($"Found an end, {to}, before the beginning, {from}.");
        var address = map.Require("address") is { } addressNode ? AddressOrNetwork(addressNode) : null;
        return address is not null && why is not null ? new KnownThing(address.Value, why, from, to) : null;
    }

    private static IPNetwork? AddressOrNetwork(ContextNode node)
    {
        if (node.Text()?.Contains('/', StringComparison.Ordinal) == true)
            return node.Network();
        return node.Address() is { } address ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
