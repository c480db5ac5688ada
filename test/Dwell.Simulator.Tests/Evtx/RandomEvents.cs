using System.Globalization;
using Dwell.Simulator.Evtx;

namespace Dwell.Simulator.Tests.Evtx;

/// <summary>Seeded random events, each value with the text that a reader must give for it.</summary>
internal sealed class RandomEvents(int seed)
{
    private static readonly DateTime From = new(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly Random _random = new(seed);

    /// <summary>The texts of <c>Data</c> by the id of the record, in order; null stands for no value.</summary>
    public Dictionary<ulong, List<(string? Name, string? Text)>> Expected { get; } = [];

    public List<WindowsEvent> Make(int count, ulong firstId)
    {
        var layouts = Enumerable.Range(0, 12).Select(_ => Layout()).ToList();
        return [.. Enumerable.Range(0, count).Select(index => MakeOne(firstId + (ulong)index, layouts))];
    }

    private WindowsEvent MakeOne(ulong id, List<List<(string? Name, int Kind)>> layouts)
    {
        var layout = _random.Next(layouts.Count);
        var values = layouts[layout].Select(field => (field.Name, Value: Value(field.Kind))).ToList();
        Expected[id] = [.. values.Select(value => (value.Name, value.Value.Text))];
        return new WindowsEvent
        {
            Provider = "Example-Provider-" + layout.ToString(CultureInfo.InvariantCulture),
            ProviderGuid = layout % 3 == 0 ? null : RandomGuid(),
            EventSourceName = layout % 4 == 0 ? "Example Source" : null,
            EventId = (ushort)(1000 + layout),
            Qualifiers = layout % 2 == 0 ? (ushort)_random.Next(65536) : null,
            Version = (byte)layout,
            Keywords = (ulong)_random.NextInt64(),
            TimeUtc = From.AddTicks(_random.NextInt64(TimeSpan.TicksPerDay * 300)),
            RecordId = id,
            ActivityId = _random.Next(3) == 0 ? RandomGuid() : null,
            Channel = "Example/Operational",
            Computer = $"host{layout % 3}.lab.example",
            ProcessId = (uint)_random.Next(),
            ThreadId = (uint)_random.Next(),
            UserSid = _random.Next(2) == 0 ? "S-1-5-18" : null,
            Data = [.. values.Select(value => (value.Name, value.Value.Value))],
        };
    }

    private List<(string? Name, int Kind)> Layout() =>
        [.. Enumerable.Range(0, _random.Next(0, 18)).Select(index =>
            (_random.Next(5) == 0 ? null : $"Field{index}é", _random.Next(14)))];

    private (EventValue Value, string? Text) Value(int kind)
    {
        switch (kind)
        {
            case 0:
                return (EventValue.Null, null);
            case 1:
                var number = _random.NextInt64(long.MinValue, long.MaxValue);
                return (EventValue.Int64(number), number.ToString(CultureInfo.InvariantCulture));
            case 2:
                var small = (sbyte)_random.Next(-128, 128);
                return (EventValue.Int8(small), small.ToString(CultureInfo.InvariantCulture));
            case 3:
                var word = (ushort)_random.Next(65536);
                return (EventValue.UInt16(word), word.ToString(CultureInfo.InvariantCulture));
            case 4:
                var signedWord = (short)_random.Next(-32768, 32768);
                return (EventValue.Int16(signedWord), signedWord.ToString(CultureInfo.InvariantCulture));
            case 5:
                var integer = _random.Next(int.MinValue, int.MaxValue);
                return (EventValue.Int32(integer), integer.ToString(CultureInfo.InvariantCulture));
            case 6:
                var unsigned = (uint)_random.NextInt64(uint.MaxValue);
                return (EventValue.UInt32(unsigned), unsigned.ToString(CultureInfo.InvariantCulture));
            case 7:
                var wide = (ulong)_random.NextInt64();
                return (EventValue.UInt64(wide), wide.ToString(CultureInfo.InvariantCulture));
            case 8:
                var flag = _random.Next(2) == 1;
                return (EventValue.Boolean(flag), flag ? "true" : "false");
            case 9:
                var guid = RandomGuid();
                return (EventValue.Guid(guid), guid.ToString().ToUpperInvariant());
            case 10:
                var sid = $"S-1-5-21-{_random.Next()}-{(uint)_random.NextInt64(uint.MaxValue)}-{_random.Next(500, 9999)}";
                return (EventValue.Sid(sid), sid);
            case 11:
                var hex = (uint)_random.NextInt64(uint.MaxValue);
                return (EventValue.HexInt32(hex), "0x" + hex.ToString("x", CultureInfo.InvariantCulture));
            case 12:
                var hexWide = (ulong)_random.NextInt64();
                return (EventValue.HexInt64(hexWide), "0x" + hexWide.ToString("x", CultureInfo.InvariantCulture));
            default:
                var text = RandomText();
                return (EventValue.String(text), text);
        }
    }

    private string RandomText()
    {
        const string Alphabet = "abc XYZ019\\/:.-_$<>&\"'éПривет日本語\U0001F511";
        var length = _random.Next(1, 60);
        var runes = Alphabet.EnumerateRunes().ToArray();
        return "v" + string.Concat(Enumerable.Range(0, length).Select(_ =>
            runes[_random.Next(runes.Length)].ToString())) + ".";
    }

    private Guid RandomGuid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
