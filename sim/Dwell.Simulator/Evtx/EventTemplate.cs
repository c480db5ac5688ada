using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dwell.Simulator.Evtx;

/// <summary>
/// A template definition: the element with its slots, and an id made from its content, so that a second run gives
/// the same bytes.
/// </summary>
internal sealed class EventTemplate
{
    private const string EventNamespace = "http://schemas.microsoft.com/win/2004/08/events/event";

    private EventTemplate(BinXmlElement root)
    {
        Root = root;
        var text = new StringBuilder();
        Describe(root, text);
        Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    /// <summary>Stands in the definition and, with its first four bytes, in every instance.</summary>
    public Guid Id { get; }

    /// <summary>What the definition says.</summary>
    public BinXmlElement Root { get; }

    /// <summary>
    /// The outer template. The slots have the numbers that Windows gives them; see <see cref="SystemValues"/>.
    /// The computer is fixed text in it, as in files that Windows wrote.
    /// </summary>
    public static EventTemplate ForSystem(string computer, string? eventSourceName)
    {
        var provider = ImmutableArray.Create(
            new BinXmlAttribute("Name", Optional(14, EventValueType.String)),
            new BinXmlAttribute("Guid", Optional(15, EventValueType.Guid)));
        if (eventSourceName is not null)
            provider = provider.Add(new("EventSourceName", new BinXmlText(eventSourceName)));

        return new(new("Event", [new("xmlns", new BinXmlText(EventNamespace))],
        [
            new BinXmlElement("System", [],
            [
                new BinXmlElement("Provider", provider, []),
                Field("EventID", 3, EventValueType.UInt16,
                    new BinXmlAttribute("Qualifiers", Optional(4, EventValueType.UInt16))),
                Field("Version", 11, EventValueType.UInt8),
                Field("Level", 0, EventValueType.UInt8),
                Field("Task", 2, EventValueType.UInt16),
                Field("Opcode", 1, EventValueType.UInt8),
                Field("Keywords", 5, EventValueType.HexInt64),
                Empty("TimeCreated", new BinXmlAttribute("SystemTime", Optional(6, EventValueType.FileTime))),
                Field("EventRecordID", 10, EventValueType.UInt64),
                Empty("Correlation",
                    new BinXmlAttribute("ActivityID", Optional(7, EventValueType.Guid)),
                    new BinXmlAttribute("RelatedActivityID", Optional(13, EventValueType.Guid))),
                Empty("Execution",
                    new BinXmlAttribute("ProcessID", Optional(8, EventValueType.UInt32)),
                    new BinXmlAttribute("ThreadID", Optional(9, EventValueType.UInt32))),
                Field("Channel", 16, EventValueType.String),
                new BinXmlElement("Computer", [], [new BinXmlText(computer)]),
                Empty("Security", new BinXmlAttribute("UserID", Optional(12, EventValueType.Sid))),
            ]),
            Optional(17, EventValueType.BinXml),
        ]));
    }

    /// <summary>
    /// The template of EventData or UserData; without data an empty EventData, as Windows writes it.
    /// </summary>
    public static EventTemplate ForPayload(WindowsEvent source)
    {
        if (source.UserData is { } userData)
            return new(new("UserData", [], [UserElement(userData)]));

        var content = ImmutableArray.CreateBuilder<BinXmlNode>();
        foreach (var (name, value) in source.Data)
        {
            ImmutableArray<BinXmlAttribute> attributes = name is null ? [] : [new("Name", new BinXmlText(name))];
            content.Add(new BinXmlElement("Data", attributes, [Slot(content.Count, value)]));
        }

        if (source.Binary is { } binary)
            content.Add(new BinXmlElement("Binary", [],
                [new BinXmlSlot(content.Count, binary.Type, Optional: true)], content.Count));
        return new(new("EventData", [], content.ToImmutable()));
    }

    /// <summary>The values for <see cref="ForSystem"/>, by slot; the last is filled in place.</summary>
    public static ImmutableArray<EventValue> SystemValues(WindowsEvent source) =>
    [
        EventValue.UInt8(source.Level),
        EventValue.UInt8(source.Opcode),
        EventValue.UInt16(source.Task),
        EventValue.UInt16(source.EventId),
        source.Qualifiers is { } qualifiers ? EventValue.UInt16(qualifiers) : EventValue.Null,
        EventValue.HexInt64(source.Keywords),
        EventValue.FileTime(source.TimeUtc),
        source.ActivityId is { } activity ? EventValue.Guid(activity) : EventValue.Null,
        EventValue.UInt32(source.ProcessId),
        EventValue.UInt32(source.ThreadId),
        EventValue.UInt64(source.RecordId),
        EventValue.UInt8(source.Version),
        source.UserSid is { } sid ? EventValue.Sid(sid) : EventValue.Null,
        EventValue.Null,
        EventValue.String(source.Provider),
        source.ProviderGuid is { } guid ? EventValue.Guid(guid) : EventValue.Null,
        EventValue.String(source.Channel),
        EventValue.BinXmlInPlace,
    ];

    /// <summary>The values for <see cref="ForPayload"/>, by slot.</summary>
    public static ImmutableArray<EventValue> PayloadValues(WindowsEvent source)
    {
        if (source.UserData is { } userData)
            return [.. userData.Fields.Select(field => field.Value)];
        ImmutableArray<EventValue> values = [.. source.Data.Select(field => field.Value)];
        return source.Binary is { } binary ? values.Add(binary) : values;
    }

    private static BinXmlElement UserElement(UserData userData) => new(
        userData.Element,
        userData.XmlNamespace is null ? [] : [new("xmlns", new BinXmlText(userData.XmlNamespace))],
        [.. userData.Fields.Select((field, slot) => new BinXmlElement(field.Name, [], [Slot(slot, field.Value)]))]);

    // A field without a value needs an optional place: libfwevt refuses a null in a normal one.
    private static BinXmlSlot Slot(int index, EventValue value) => value.Type == EventValueType.Null
        ? Optional(index, EventValueType.String)
        : new(index, value.Type, Optional: false);

    private static BinXmlSlot Optional(int slot, EventValueType type) => new(slot, type, Optional: true);

    private static BinXmlElement Field(string name, int slot, EventValueType type,
        params ImmutableArray<BinXmlAttribute> attributes) =>
        new(name, attributes, [Optional(slot, type)], slot);

    private static BinXmlElement Empty(string name, params ImmutableArray<BinXmlAttribute> attributes) =>
        new(name, attributes, []);

    private static void Describe(BinXmlNode node, StringBuilder text)
    {
        switch (node)
        {
            case BinXmlText literal:
                Append(text, $"'{literal.Text}'");
                break;
            case BinXmlSlot slot:
                Append(text, $"%{slot.Index}:{(byte)slot.Type}:{slot.Optional}");
                break;
            case BinXmlElement element:
                Append(text, $"<{element.Name} {element.DependsOn}");
                foreach (var attribute in element.Attributes)
                {
                    Append(text, $"@{attribute.Name}=");
                    Describe(attribute.Value, text);
                }

                foreach (var child in element.Content)
                    Describe(child, text);
                text.Append('>');
                break;
        }
    }

    private static void Append(StringBuilder text, FormattableString part) =>
        text.Append(part.ToString(CultureInfo.InvariantCulture));
}
