using System.Collections.Immutable;
using Dwell.Readers.Json;

namespace Dwell.Readers.Journal;

/// <summary>Entries of systemd's journal, as <c>journalctl -o json</c> writes them (systemd.journal-fields(7)).</summary>
internal sealed class JournalJson : JsonDialect
{
    public override string Name => "systemd journal";

    public override bool Fits(JsonKeys keys) => keys.Has("MESSAGE") && keys.HasAny("__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP", "__CURSOR");

    public override JsonPlan Plan(JsonKeys keys, ReadOnlySpan<string> decided)
    {
        int Of(params ReadOnlySpan<string> names) => keys.First(names) is { } name ? keys.IndexOf(name) : -1;
        var message = new JsonMessage(
            Of("MESSAGE"), Of("SYSLOG_IDENTIFIER", "_COMM"), Of("_HOSTNAME"), Of("_PID", "SYSLOG_PID"), Of("PRIORITY"), Of("SYSLOG_FACILITY"));
        var slots = ImmutableArray.CreateBuilder<JsonSlot>();
        for (var i = 0; i < keys.Names.Length; i++)
        {
            if (!message.Has(i))
                slots.Add(new JsonSlot(keys.Names[i], i));
        }

        var times = ImmutableArray.CreateBuilder<JsonTime>();
        foreach (var name in new[] { "__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP" })
        {
            if (keys.IndexOf(name) is >= 0 and var key)
                times.Add(new JsonTime(key, JsonTimeForm.UnixMicroseconds));
        }

        var fields = slots.ToImmutable();
        return new JsonPlan("linux", "linux/syslog", fields)
        {
            Message = message,
            Times = times.ToImmutable(),
            IdSlot = fields.Select(slot => slot.Name).ToList().IndexOf("__CURSOR"),
        };
    }
}
