using System.Collections.Immutable;
using Dwell.Evtx.Templates;

namespace Dwell.Evtx.Rendering;

/// <summary>
/// A template as JSON literals with values between them, made once a template. The root's elements are written as members,
/// so that the elements inside a value join the object around it.
/// </summary>
internal sealed class JsonProgram
{
    private readonly Literals _literals = new();
    private readonly Literals _extras = new();
    private readonly List<JsonStep> _steps = [];
    private readonly List<JsonHolder> _holders = [];
    private JsonStep _step;

    private JsonProgram(EvtxTemplate template)
    {
        var root = JsonElement.OfRoot(template);
        RootKeys = [.. root.Groups.Where(group => group.Holder is null).Select(group => group.Key)];
        AddMembers(root, isRoot: true, isEmptySoFar: false);
        EndStep();
        Steps = [.. _steps.Select(step => step with { ExtraStart = step.ExtraStart + _literals.Length, ExtraEnd = step.ExtraEnd + _literals.Length })];
        _literals.Add(_extras.ToArray());
        Bytes = _literals.ToPaddedArray();
        Holders = [.. _holders];
    }

    /// <summary>The steps.</summary>
    public JsonStep[] Steps { get; }

    /// <summary>The literals.</summary>
    public byte[] Bytes { get; }

    /// <summary>The keys that it adds to the object around it.</summary>
    public string[] RootKeys { get; }

    /// <summary>What <see cref="JsonStep.Holder"/> counts in.</summary>
    public JsonHolder[] Holders { get; }

    public static JsonProgram Of(EvtxTemplate template) => template.Derived(static template => new JsonProgram(template));

    private void AddMembers(JsonElement element, bool isRoot, bool isEmptySoFar)
    {
        string[] siblings = [.. element.Groups.Where(group => group.Holder is null).Select(group => group.Key)];
        var holders = new List<int>();
        var hasMember = false;
        var rootKey = 0;
        if (HasOwnText(element))
        {
            Separate(hasMember, isEmptySoFar);
            _literals.Add("\"#text\":"u8);
            AddText(element.Parts, JsonStepKind.Value);
            hasMember = true;
        }

        foreach (var group in element.Groups)
        {
            if (group.Holder is { } holder)
            {
                var slot = holder.Kind == EvtxNodeKind.Embedded ? -holder.Slot - 1 : holder.Slot;
                _holders.Add(new JsonHolder(siblings, [.. holders]));
                Begin(JsonStepKind.Members, slot, default, _holders.Count - 1);
                holders.Add(slot);
                isEmptySoFar = false;
                continue;
            }

            Separate(hasMember, isEmptySoFar);
            if (isRoot)
                Begin(JsonStepKind.RootKey, rootKey++, Quoted(group.Key).AsSpan()[1..^1]);
            else
                _literals.Add(Quoted(group.Key));
            _literals.Add(":"u8);
            AddGroup(group.Children);
            hasMember = true;
        }
    }

    /// <summary>Text beside child elements; white space between them is none.</summary>
    private static bool HasOwnText(JsonElement element) =>
        element.Parts.Any(part => part.Slot >= 0 || !string.IsNullOrWhiteSpace(JsonElement.TextOf(part)));

    private void Separate(bool hasMember, bool isEmptySoFar)
    {
        if (hasMember)
            _literals.Add(","u8);
        else if (!isEmptySoFar)
            Begin(JsonStepKind.Comma, 0, default);
    }

    private void AddGroup(List<JsonElement> children)
    {
        if (children is [var only])
        {
            AddElement(only, only.IsPlainData ? JsonStepKind.PlainData : JsonStepKind.Value);
            return;
        }

        var arePlain = children.TrueForAll(child => child.IsPlainData);
        _literals.Add(arePlain ? "{\"#text\":["u8 : "["u8);
        for (var i = 0; i < children.Count; i++)
        {
            if (i > 0)
                _literals.Add(","u8);
            AddElement(children[i], JsonStepKind.Item);
        }

        _literals.Add(arePlain ? "]}"u8 : "]"u8);
    }

    private void AddElement(JsonElement element, JsonStepKind valueKind)
    {
        if (element.Attributes.Count == 0)
        {
            AddWithoutAttributes(element, valueKind);
            return;
        }

        Begin(JsonStepKind.AttributesBegin, 0, default);
        foreach (var (name, parts) in element.Attributes)
            AddAttribute(name, parts);
        if (element.IsContainer)
        {
            Begin(JsonStepKind.AttributesEndChildren, 0, default);
            AddMembers(element, isRoot: false, isEmptySoFar: false);
            Begin(JsonStepKind.ChildrenEnd, 0, default);
        }
        else if (element.Parts.Count == 0)
        {
            Begin(JsonStepKind.AttributesEnd, 0, default);
        }
        else
        {
            Begin(JsonStepKind.AttributesEndText, 0, default);
            AddText(element.Parts, valueKind);
            Begin(JsonStepKind.TextEnd, 0, default);
        }
    }

    private void AddWithoutAttributes(JsonElement element, JsonStepKind valueKind)
    {
        if (!element.IsContainer)
        {
            AddText(element.Parts, valueKind);
            return;
        }

        _literals.Add("{"u8);
        AddMembers(element, isRoot: false, isEmptySoFar: true);
        Begin(JsonStepKind.ChildrenEnd, 0, default);
    }

    private void AddAttribute(string name, ImmutableArray<EvtxNode> parts)
    {
        if (parts is [{ Slot: >= 0 } only])
        {
            Begin(JsonStepKind.Attribute, only.Slot, [.. Quoted(name), (byte)':']);
            return;
        }

        Begin(JsonStepKind.Comma, 0, default);
        _literals.Add(Quoted(name));
        _literals.Add(":"u8);
        AddText(parts, JsonStepKind.Value);
    }

    /// <summary>A single value keeps its type; several parts, and texts of the template, are one string.</summary>
    private void AddText(IReadOnlyList<EvtxNode> parts, JsonStepKind valueKind)
    {
        if (parts is [{ Slot: >= 0 } only])
        {
            Begin(valueKind, only.Slot, default);
        }
        else if (parts.Count == 0)
        {
            _literals.Add("null"u8);
        }
        else
        {
            _literals.Add("\""u8);
            foreach (var part in parts)
            {
                if (part.Slot >= 0)
                    Begin(JsonStepKind.Text, part.Slot, default);
                else
                    _literals.AddEscaped<JsonSpecials>(JsonElement.TextOf(part));
            }

            _literals.Add("\""u8);
        }
    }

    private static byte[] Quoted(string text)
    {
        var literals = new Literals();
        literals.AddEscaped<JsonSpecials>(text);
        return [(byte)'"', .. literals.ToArray(), (byte)'"'];
    }

    /// <summary>Ends the step at hand, whose literal is what was added since, and begins the next.</summary>
    private void Begin(JsonStepKind kind, int slot, ReadOnlySpan<byte> extra, int holder = -1)
    {
        EndStep();
        var extraStart = _extras.Length;
        _extras.Add(extra);
        _step = new JsonStep(kind, slot, holder, _literals.Length, 0, extraStart, _extras.Length);
    }

    private void EndStep()
    {
        if (_step.Kind != JsonStepKind.Literal || _literals.Length > _step.Start)
            _steps.Add(_step with { End = _literals.Length });
    }
}
