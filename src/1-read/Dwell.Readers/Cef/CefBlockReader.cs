using System.Buffers;
using System.Collections.Immutable;
using Dwell.Model.Time;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Cef;

/// <summary>Reads lines that hold an event in the Common Event Format.</summary>
internal sealed class CefBlockReader(ReaderTools tools) : LineBlockReader(tools)
{
    // Pairs of a line that become fields; the format's dictionary has some 130 names.
    private const int MostPairs = 256;
    private const int MostProducts = 1024;
    private const int MostProductBytes = 64;

    private const int Vendor = LineFields.Count;
    private const int Product = Vendor + 1;
    private const int DeviceVersion = Vendor + 2;
    private const int RuleId = Vendor + 3;
    private const int RuleName = Vendor + 4;
    private const int FirstPair = Vendor + 5;

    private static readonly ImmutableArray<string> Fields = [.. LineFields.Names, "vendor", "product", "device_version", "rule_id", "rule_name"];

    private readonly KeyedShapes _shapes = new(tools.Shapes, "cef", Fields);
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _names = new();
    private readonly Range[] _head = new Range[CefLine.HeadParts];
    private LogClock _clock = LogClock.Unset;
    private bool _isCut;

    protected override void Begin(LogBlock block)
    {
        _clock = block.State as LogClock ?? LogClock.Unset;
        _isCut = false;
    }

    protected override LineResult TryRead(in LogLine line)
    {
        var text = line.Span;
        if (!CefLine.TryFind(text, _head, out var found))
            return LineResult.Unread;
        Slots.Begin(line.Buffer);
        Slots.AddOwn(LineFields.Event, "alert"u8);
        UtcInstant? time = null;
        if (found.Start > 0 && SyslogLine.TryRead(text[..found.Start], _clock.Order, out var header))
        {
            Add(line, LineFields.HostName, header.HostName.Start..(header.HostName.Start + header.HostName.Length));
            if (header.Time is { } written)
                time = _clock.ToUtc(written, header.HostName.Of(text), line.Ref.Offset);
        }

        Add(line, Vendor, _head[0]);
        Add(line, Product, _head[1]);
        Add(line, DeviceVersion, _head[2]);
        Add(line, RuleId, _head[3]);
        Add(line, RuleName, _head[4]);
        Add(line, LineFields.Severity, _head[5]);
        var source = SourceOf(text[_head[1]]);
        ReadPairs(line, found, ref time);
        Slots.Complete(_shapes.Of(source, _names.WrittenSpan), line.Ref, time);
        return LineResult.Record;
    }

    private void ReadPairs(in LogLine line, CefLine found, ref UtcInstant? time)
    {
        var text = line.Span;
        _names.ResetWrittenCount();
        var slot = FirstPair;
        var isTimed = false;
        for (var at = found.Extension; found.TryNext(ref at, out var key, out var value);)
        {
            if (slot - FirstPair == MostPairs)
            {
                if (!_isCut)
                    Report("cef-pairs-cut", line.Ref.Offset, $"An event has more than {MostPairs} pairs: those beyond stay in the line only.", isLoss: true);
                _isCut = true;
                return;
            }

            if (text[value].IsEmpty)
                continue;
            _names.Write(text[key]);
            _names.Write("\0"u8);
            Add(line, slot++, value);
            if (!isTimed && IsTime(text[key]) && LogTimeReader.TryRead(text[value], out var written, out _))
            {
                time = _clock.ToUtc(written, Slots.BytesAt(LineFields.HostName), line.Ref.Offset) ?? time;
                isTimed = true;
            }
        }
    }

    // When the device received it, when it began; UniFi has a key of its own.
    private static bool IsTime(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("rt"u8) || key.SequenceEqual("start"u8) || key.SequenceEqual("deviceReceiptTime"u8) || key.EndsWith("utcTime"u8);

    private void Add(in LogLine line, int slot, Range range)
    {
        var (start, length) = range.GetOffsetAndLength(line.Length);
        var value = line.Span.Slice(start, length);
        if (value.IndexOf((byte)'\\') < 0)
        {
            if (length > 0)
                Slots.Add(slot, line.Start + start, length);
            return;
        }

        Span<byte> small = stackalloc byte[256];
        var plain = length <= small.Length ? small : new byte[length];
        Slots.AddOwn(slot, plain[..Unescape(value, plain)]);
    }

    private static int Unescape(ReadOnlySpan<byte> value, Span<byte> plain)
    {
        var used = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var isEscape = value[i] == '\\' && i + 1 < value.Length;
            plain[used++] = !isEscape ? value[i] : value[++i] switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', var other => other };
        }

        return used;
    }

    // UniFi Network: cef/unifi-network. A log can name any number of products: those beyond what is kept share a name.
    private string SourceOf(ReadOnlySpan<byte> product)
    {
        Span<char> name = stackalloc char[MostProductBytes];
        var used = 0;
        foreach (var b in product)
        {
            if (used == name.Length)
                break;
            if (char.IsAsciiLetterOrDigit((char)b))
                name[used++] = char.ToLowerInvariant((char)b);
            else if (used > 0 && name[used - 1] != '-')
                name[used++] = '-';
        }

        var lookup = _sources.GetAlternateLookup<ReadOnlySpan<char>>();
        var key = name[..used].TrimEnd('-');
        if (lookup.TryGetValue(key, out var known))
            return known;
        if (_sources.Count >= MostProducts || key.IsEmpty)
            return "cef/other";
        var made = $"cef/{key}";
        lookup[key] = made;
        return made;
    }
}
