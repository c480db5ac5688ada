using System.Collections.Frozen;
using System.Collections.Immutable;
using Dwell.Model.Records;
using Dwell.Readers.Json;

namespace Dwell.Readers.Windows.Json;

/// <summary>
/// Events in the form of their XML: <c>Event.System</c>, <c>Event.EventData</c>, <c>Event.UserData</c>, with attributes as evtx_dump
/// writes them in either of its layouts (<c>#attributes.Name</c>, <c>Provider_attributes.Name</c>), as XML converters do
/// (<c>@Name</c>, <c>#text</c>), or as Velociraptor does (<c>Provider.Name</c>, <c>EventID.Value</c>); and the XML itself as the text
/// of a field (Splunk's <c>_raw</c>).
/// </summary>
internal sealed class WindowsDocumentJson : WindowsJson
{
    private const string XmlField = "_raw";

    private static readonly FrozenDictionary<string, int> SystemSlots = WindowsFields.Names
        .Select((name, slot) => KeyValuePair.Create(name, slot))
        .Append(KeyValuePair.Create("TimeCreated_SystemTime", WindowsFields.TimeCreated))
        .Append(KeyValuePair.Create("EventID_Value", WindowsFields.EventId))
        .Append(KeyValuePair.Create("Security_UserId", WindowsFields.SecurityUserId))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Elements =
        new[] { "Provider", "Correlation", "Execution", "Security", "TimeCreated" }.ToFrozenSet(StringComparer.Ordinal);

    public override string Name => "Windows event (document)";

    protected override IEnumerable<(string Name, JsonTimeForm Form)> Times =>
    [
        ("Event.System.TimeCreated.#attributes.SystemTime", JsonTimeForm.Utc),
        ("Event.System.TimeCreated_attributes.SystemTime", JsonTimeForm.Utc),
        ("Event.System.TimeCreated.@SystemTime", JsonTimeForm.Utc),
        ("Event.System.TimeCreated.SystemTime", JsonTimeForm.Utc),
        ("System.TimeCreated.SystemTime", JsonTimeForm.UnixSeconds),
        ("System.TimeCreated.#attributes.SystemTime", JsonTimeForm.Utc),
        ("_time", JsonTimeForm.Any),
    ];

    public override bool Fits(JsonKeys keys) => keys.HasBelow("Event.System.") || keys.HasBelow("System.EventID") || keys.Has(XmlField);

    public override ImmutableArray<JsonInner> InnerOf(JsonKeys keys) => keys.Has(XmlField) ? [new(XmlField, JsonInnerForm.Any, "")] : [];

    protected override Key Read(string name, JsonKeys keys)
    {
        var path = name.StartsWith("Event.", StringComparison.Ordinal) ? name[6..] : name;
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var section = dot < 0 ? path : path[..dot];
        var rest = dot < 0 ? "" : path[(dot + 1)..];
        return section switch
        {
            "System" when rest.Length > 0 => OfSystem(Attributes(rest)),
            "EventData" when rest.Length > 0 => OfEventData(rest),
            "UserData" when rest.Length > 0 => OfUserData(Attributes(rest).Split('.')),
            "EventData" or "UserData" or "#attributes" or "Event_attributes" or "@xmlns" => Hidden,
            _ when path.Length != name.Length && dot > 0 => OfOther(section, Attributes(rest).Split('.')),
            _ => Beside,
        };
    }

    // An attribute becomes Element_Attribute, whatever marks it.
    private static string Attributes(string path)
    {
        path = path.Replace(".#attributes.", "_", StringComparison.Ordinal).Replace("_attributes.", "_", StringComparison.Ordinal)
            .Replace(".@", "_", StringComparison.Ordinal);
        return path.EndsWith(".#text", StringComparison.Ordinal) ? path[..^6] : path;
    }

    private static Key OfSystem(string path)
    {
        var name = path.Replace('.', '_');
        if (SystemSlots.TryGetValue(name, out var slot))
            return System(slot);
        return Elements.Contains(name) || name.EndsWith("_xmlns", StringComparison.Ordinal) ? Hidden : Data(name);
    }

    private static Key OfEventData(string path)
    {
        if (path.Contains("xmlns", StringComparison.Ordinal))
            return Hidden;
        if (path.StartsWith("#attributes.", StringComparison.Ordinal) || path.StartsWith('@'))
            return Data("EventData_" + path[(path.IndexOfAny(['.', '@']) + 1)..]);
        var name = Attributes(path);
        return Data(name.StartsWith("Data.", StringComparison.Ordinal) ? name[5..] : name);
    }

    private static Key OfUserData(string[] path) => path[^1].Contains("xmlns", StringComparison.Ordinal) ? Hidden : Data(path[^1]);

    private static Key OfOther(string section, string[] path) =>
        path[^1].Contains("xmlns", StringComparison.Ordinal) ? Hidden : Data(section + "_" + path[^1]);
}
