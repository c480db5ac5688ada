using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Zones;
using Dwell.Model.Context;
using Dwell.Model.Time;

namespace Dwell.Readers.Times;

/// <summary>
/// Completes the times of one file: years from what lies around it, zones from the context file, else UTC. Immutable, for any
/// number of threads; the state of blocks whose lines lack years or zones.
/// </summary>
public sealed class LogClock
{
    private const string AnyHost = "*";

    private readonly ImmutableArray<(byte[] Host, ZoneRules Zone)> _zones;
    private readonly ZoneRules? _otherwise;

    /// <summary>A clock that knows these years, this order of numeric dates, and the zones of these hosts.</summary>
    public LogClock(YearSpans years, DateOrder order, ImmutableArray<(string Host, ZoneRules Zone)> zones)
    {
        Years = years;
        Order = order;
        _otherwise = zones.FirstOrDefault(zone => zone.Host == AnyHost).Zone;
        _zones = [.. zones.Select(zone => (Encoding.UTF8.GetBytes(zone.Host.ToLowerInvariant()), zone.Zone))];
    }

    /// <summary>A clock that knows nothing: local times are UTC, years unknown.</summary>
    public static LogClock Unset { get; } = new(YearSpans.Unknown, DateOrder.Unknown, []);

    /// <summary>The years of lines without one.</summary>
    public YearSpans Years { get; }

    /// <summary>Whether numeric dates begin with the day or the month.</summary>
    public DateOrder Order { get; }

    /// <summary>The zones that a context file names, by host; unknown zones are left out.</summary>
    public static ImmutableArray<(string Host, ZoneRules Zone)> ZonesOf(CaseContext context, ZoneTable table)
    {
        var zones = ImmutableArray.CreateBuilder<(string, ZoneRules)>();
        foreach (var (host, name) in context.Timezones)
        {
            if (table.Find(name) is { } rules)
                zones.Add((host, rules));
        }

        return zones.ToImmutable();
    }

    /// <summary>
    /// The instant of a time in a line at <paramref name="offset"/>; null when it has no year and none is known.
    /// <paramref name="host"/> is the host that wrote it, as the line says, or empty. Completed times are <see cref="TimeTrust.Assumed"/>.
    /// </summary>
    public UtcInstant? ToUtc(in LogTime time, ReadOnlySpan<byte> host, long offset)
    {
        var dated = time;
        if (!time.HasYear && (Years.At(offset) is not { } year || !time.TryWithYear(year, out dated)))
            return null;
        var trust = time.HasYear && !time.IsOrderAssumed ? TimeTrust.HostClock : TimeTrust.Assumed;
        if (time.Zone == LogTimeZone.Utc)
            return new UtcInstant(dated.Ticks, time.Precision, trust);
        var zone = ZoneOf(host);
        var ticks = zone is null ? dated.Ticks : zone.ToUtc(dated.Ticks, out _);
        return new UtcInstant(ticks, time.Precision, TimeTrust.Assumed);
    }

    /// <summary>
    /// The zone of a host, by its name or the first label of it, else the one given for <c>*</c>, which stands for all others; null
    /// when the context file names none.
    /// </summary>
    public ZoneRules? ZoneOf(ReadOnlySpan<byte> host)
    {
        foreach (var (name, zone) in _zones)
        {
            if (Ascii.EqualsIgnoreCase(host, name))
                return zone;
        }

        var dot = host.IndexOf((byte)'.');
        return dot > 0 && !Lines.AddressText.IsAddress(host) ? ZoneOf(host[..dot]) : _otherwise;
    }
}
