using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dwell.Simulator.Evtx;

namespace Dwell.Simulator.Lab;

/// <summary>A host of the scenario: its logs while they fill.</summary>
internal sealed class LabHost(string name, string domain, string address)
{
    private readonly List<(LabProvider Provider, DateTime Time, WindowsEvent Event)> _events = [];
    private readonly Dictionary<string, List<Func<DateTime, bool>>> _lost = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public string FullName { get; } = $"{name}.{domain}";

    public string Address { get; } = address;

    /// <summary>Whether Sysmon runs here.</summary>
    public bool HasSysmon { get; init; }

    /// <summary>Whether process starts, installations and share access are audited.</summary>
    public bool HasFullAudit { get; init; }

    public void Add(LabProvider provider, DateTime time, ushort id, byte version,
        IReadOnlyList<(string?, EventValue)> data,
        ushort task = 0, ulong keywords = 0x8000000000000000, ushort? qualifiers = null, UserData? userData = null,
            uint process = 4)
    {
        if (provider == LabProvider.Sysmon && !HasSysmon)
            return;
        _events.Add((provider, time, new WindowsEvent
        {
            Provider = provider.Name,
            ProviderGuid = provider.Guid is null ? null : new Guid(provider.Guid),
            EventSourceName = provider.SourceName,
            EventId = id,
            Version = version,
            Qualifiers = qualifiers,
            Task = task,
            Keywords = keywords,
            TimeUtc = time,
            RecordId = 0,
            Channel = provider.Channel,
            Computer = FullName,
            ProcessId = process,
            ThreadId = process + 60,
            UserSid = provider == LabProvider.Sysmon ? LabAccounts.SystemSid : null,
            Data = data,
            UserData = userData,
        }));
    }

    /// <summary>
    /// Records of a channel whose time satisfies the condition were written, but are gone; their ids stay used.
    /// </summary>
    public void Lose(string channel, Func<DateTime, bool> condition)
    {
        if (!_lost.TryGetValue(channel, out var conditions))
            _lost[channel] = conditions = [];
        conditions.Add(condition);
    }

    /// <summary>
    /// The files, by name below the host's folder: records in time order, ids in that order from <paramref
    /// name="firstId"/>.
    /// </summary>
    public IEnumerable<(string File, IReadOnlyList<WindowsEvent> Events)> Files(ulong firstId, Func<LabProvider,
        WindowsEvent> mark)
    {
        foreach (var channel in _events.GroupBy(item => item.Provider.FileName, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var provider = channel.First().Provider;
            var id = firstId;
            var kept = new List<WindowsEvent>();
            foreach (var (_, time, record) in channel.OrderBy(item => item.Time))
            {
                id++;
                if (!IsLost(provider.Channel, time))
                    kept.Add(record with { RecordId = id });
            }

            // The mark joins the oldest record, so that it adds nothing to what the log covers.
            var oldest = kept[0];
            kept.Insert(0, mark(provider) with
            {
                Computer = FullName,
                RecordId = oldest.RecordId - 1,
                TimeUtc = oldest.TimeUtc,
            });
            yield return (channel.Key, kept);
        }
    }

    /// <summary>The identity of a process in Sysmon's records; the same start gives the same value.</summary>
    public Guid ProcessGuid(uint process, DateTime start)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}/{process}/{start.Ticks}"), hash);
        BinaryPrimitives.WriteInt64LittleEndian(hash[8..], start.Ticks);
        return new Guid(hash[..16]);
    }

    private bool IsLost(string channel, DateTime time) =>
        _lost.TryGetValue(channel, out var conditions) && conditions.Any(condition => condition(time));
}
