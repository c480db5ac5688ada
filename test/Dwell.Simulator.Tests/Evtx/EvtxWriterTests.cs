using System.Buffers.Binary;
using System.Globalization;
using System.Xml.Linq;
using Dwell.Simulator.Evtx;

namespace Dwell.Simulator.Tests.Evtx;

public sealed class EvtxWriterTests
{
    private static readonly XNamespace Ns = "http://schemas.microsoft.com/win/2004/08/events/event";

    [EvtxExportFact]
    public void Evtxexport_reads_every_random_event_as_it_was_written() =>
        ReadsRandomEvents(EvtxExport.Read, seed: 20261121);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261121)]
    public void Our_reader_reads_every_random_event_as_it_was_written(int seed) =>
        ReadsRandomEvents(OwnReader.Read, seed);

    [EvtxExportFact]
    public void Evtxexport_reads_user_data_arrays_and_binary() => ReadsUserDataArraysAndBinary(EvtxExport.Read);

    [Fact]
    public void Our_reader_reads_user_data_arrays_and_binary() => ReadsUserDataArraysAndBinary(OwnReader.Read);

    [Fact]
    public void The_same_events_give_the_same_bytes()
    {
        var first = EvtxWriter.ToBytes(new RandomEvents(7).Make(300, 1));
        var second = EvtxWriter.ToBytes(new RandomEvents(7).Make(300, 1));
        Assert.Equal(first, second);
    }

    [Fact]
    public void Definitions_and_names_stand_once_in_a_chunk()
    {
        var events = Enumerable.Range(1, 50).Select(index => One((ulong)index)).ToList();
        var bytes = EvtxWriter.ToBytes(events);
        Assert.Equal(4096 + 65536, bytes.Length);
        Assert.Equal(1, CountOf(bytes, "E\0v\0e\0n\0t\0R\0e\0c\0o\0r\0d\0I\0D\0"u8));
        Assert.Equal(1, CountOf(bytes, "S\0u\0b\0j\0e\0c\0t\0"u8));
    }

    [Fact]
    public void A_full_chunk_ends_and_the_next_defines_its_templates_again()
    {
        var events = Enumerable.Range(1, 400).Select(index =>
            One((ulong)index) with { Data = [("Text", new string('x', 150))] }).ToList();
        var bytes = EvtxWriter.ToBytes(events);
        var chunks = (bytes.Length - 4096) / 65536;
        Assert.InRange(chunks, 3, 5);
        Assert.Equal(chunks, CountOf(bytes, "E\0v\0e\0n\0t\0R\0e\0c\0o\0r\0d\0I\0D\0"u8));
        Assert.Equal(chunks, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(42)));
        Assert.Equal(401UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(24)));
    }

    [Fact]
    public void The_dirty_flag_is_set_when_asked_for()
    {
        var bytes = EvtxWriter.ToBytes([One(1)], new EvtxWriterOptions { Dirty = true });
        Assert.Equal(1U, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(120)));
    }

    [Fact]
    public void An_event_that_no_chunk_holds_is_refused()
    {
        var huge = One(1) with { Data = [("A", new string('x', 20_000)), ("B", new string('y', 20_000))] };
        Assert.Throws<ArgumentException>(() => EvtxWriter.ToBytes([One(1), huge with { RecordId = 2 }]));
    }

    [Fact]
    public void An_empty_log_has_a_header_only()
    {
        Assert.Equal(4096, EvtxWriter.ToBytes([]).Length);
    }

    private static void ReadsRandomEvents(Func<byte[], IReadOnlyList<XElement>> reader, int seed)
    {
        var random = new RandomEvents(seed);
        var events = random.Make(1500, firstId: 734_001);
        var read = reader(EvtxWriter.ToBytes(events, new EvtxWriterOptions { MaxRecordsPerChunk = 90 }));

        Assert.Equal(events.Count, read.Count);
        for (var index = 0; index < events.Count; index++)
            AssertEqual(events[index], random.Expected[events[index].RecordId], read[index]);
    }

    private static void ReadsUserDataArraysAndBinary(Func<byte[], IReadOnlyList<XElement>> reader)
    {
        var cleared = One(1) with
        {
            EventId = 1102,
            UserData = new("LogFileCleared", "http://manifests.example/eventlog",
                [("SubjectUserName", "ann"), ("BackupPath", EventValue.Null)]),
        };
        var classic = One(2) with
        {
            ProviderGuid = null,
            Qualifiers = 0,
            Data = [(null, EventValue.Strings("first", "second"))],
            Binary = EventValue.Binary([0xAB, 0x01]),
        };
        var read = reader(EvtxWriter.ToBytes([cleared, classic]));

        Assert.Equal("ann", read[0].Element(Ns + "UserData")!.Elements().Single().Elements().First().Value);
        Assert.Equal(["first", "second"], read[1].Descendants(Ns + "Data").Select(data => data.Value));
        Assert.Equal("AB01", read[1].Descendants(Ns + "Binary").Single().Value);
    }

    private static void AssertEqual(WindowsEvent source, List<(string? Name, string? Text)> expected, XElement read)
    {
        var system = read.Element(Ns + "System")!;
        var provider = system.Element(Ns + "Provider")!;
        Assert.Equal(source.Provider, provider.Attribute("Name")!.Value);
        Assert.Equal(source.ProviderGuid, provider.Attribute("Guid") is { } guid ? Guid.Parse(guid.Value) : null);
        Assert.Equal(source.EventId.ToString(CultureInfo.InvariantCulture), system.Element(Ns + "EventID")!.Value);
        Assert.Equal(source.RecordId.ToString(CultureInfo.InvariantCulture),
            system.Element(Ns + "EventRecordID")!.Value);
        Assert.Equal(source.Computer, system.Element(Ns + "Computer")!.Value);
        Assert.Equal(source.UserSid, system.Element(Ns + "Security")!.Attribute("UserID")?.Value);

        // libfwevt leaves an element out whose optional value is null; our reader writes it empty.
        var present = expected.Where(field => field.Text is not null).ToList();
        var elements = read.Descendants(Ns + "Data").Where(element => element.Value.Length > 0).ToList();
        Assert.Equal(present.Count, elements.Count);
        for (var index = 0; index < present.Count; index++)
        {
            Assert.Equal(present[index].Name, elements[index].Attribute("Name")?.Value);
            Assert.Equal(Plain(present[index].Text!), Plain(Normal(elements[index].Value, present[index].Text)));
        }
    }

    // evtxexport writes GUIDs in braces, hex with leading zeros, and negative numbers as sign and lower bits.
    private static string Normal(string text, string? expected)
    {
        if (expected?.StartsWith('-') == true && text.StartsWith('-') && text != expected)
            return SignAndLowerBits(text, expected);
        if (expected?.StartsWith("0x", StringComparison.Ordinal) == true
            && text.StartsWith("0x", StringComparison.Ordinal))
            return "0x" + (text[2..].TrimStart('0') is { Length: > 0 } digits ? digits : "0");
        return Guid.TryParseExact(text, "B", out var guid) ? guid.ToString().ToUpperInvariant() : text;
    }

    private static string SignAndLowerBits(string text, string expected)
    {
        var sum = -(Int128.Parse(text, CultureInfo.InvariantCulture) + Int128.Parse(expected,
            CultureInfo.InvariantCulture));
        return new[] { 7, 15, 31, 63 }.Any(bits => sum == Int128.One << bits) ? expected : text;
    }

    // The libuna of Debian's version takes surrogate pairs for other characters.
    private static string Plain(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp ? rune.ToString() : "?"));

    private static WindowsEvent One(ulong id) => new()
    {
        Provider = "Example-Provider",
        ProviderGuid = new Guid("11111111-2222-3333-4444-555555555555"),
        EventId = 42,
        TimeUtc = new DateTime(2024, 3, 1, 12, 0, 0, DateTimeKind.Utc),
        RecordId = id,
        Channel = "Example/Operational",
        Computer = "host.lab.example",
        Data = [("Subject", "text"), ("Number", EventValue.UInt32(7))],
    };

    private static int CountOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> part)
    {
        var count = 0;
        for (var at = bytes.IndexOf(part); at >= 0; at = bytes.IndexOf(part))
        {
            count++;
            bytes = bytes[(at + part.Length)..];
        }

        return count;
    }
}
