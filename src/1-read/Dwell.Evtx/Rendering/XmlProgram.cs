using System.Collections.Immutable;
using Dwell.Evtx.Templates;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Rendering;

/// <summary>What an <see cref="XmlStep"/> does before its literal is written.</summary>
internal enum XmlStepKind : byte
{
    /// <summary>Nothing.</summary>
    Literal,

    /// <summary>The value of a slot as content; an array repeats the element around it.</summary>
    Content,

    /// <summary>The value of a slot inside an attribute.</summary>
    AttributeText,

    /// <summary>A whole attribute, left out when the slot is null. Its beginning, up to the quote, is the extra literal.</summary>
    Attribute,

    /// <summary>An embedded instance.</summary>
    Embedded,
}

/// <summary>
/// One step: what its kind says, then the literal from <paramref name="Start"/> to <paramref name="End"/>. The extra
/// literal is the beginning of an attribute, or what separates the items of an array in content.
/// </summary>
internal readonly record struct XmlStep(XmlStepKind Kind, int Slot, int Start, int End, int ExtraStart, int ExtraEnd);

/// <summary>A template as literals with values between them: made once a template.</summary>
internal sealed class XmlProgram
{
    private readonly ImmutableArray<EvtxNode> _nodes;
    private readonly Literals _literals = new();
    private readonly Literals _extras = new();
    private readonly List<XmlStep> _steps = [];
    private XmlStep _step;

    private XmlProgram(EvtxTemplate template)
    {
        _nodes = template.Nodes;
        for (var i = 0; i < _nodes.Length;)
            i = AddNode(i);
        EndStep();

        // The extra literals lie behind the others.
        Steps = [.. _steps.Select(step => step with { ExtraStart = step.ExtraStart + _literals.Length, ExtraEnd = step.ExtraEnd + _literals.Length })];
        _literals.Add(_extras.ToArray());
        Bytes = _literals.ToPaddedArray();
    }

    /// <summary>The steps.</summary>
    public XmlStep[] Steps { get; }

    /// <summary>The literals.</summary>
    public byte[] Bytes { get; }

    public static XmlProgram Of(EvtxTemplate template) => template.Derived(static template => new XmlProgram(template));

    private int AddNode(int i)
    {
        var node = _nodes[i];
        switch (node.Kind)
        {
            case EvtxNodeKind.Element:
                return AddElement(i);
            case EvtxNodeKind.Substitution or EvtxNodeKind.OptionalSubstitution:
                Begin(XmlStepKind.Content, node.Slot, default);
                break;
            case EvtxNodeKind.InstructionTarget or EvtxNodeKind.InstructionData:
                return AddInstruction(i);
            case EvtxNodeKind.Embedded:
                Begin(XmlStepKind.Embedded, node.Slot, default);
                break;
            default:
                AddText<XmlTextSpecials>(node);
                break;
        }

        return i + 1;
    }

    private int AddElement(int start)
    {
        var element = _nodes[start];
        var name = XmlNames.Clean(element.Text);
        _literals.Add("<"u8);
        _literals.AddEscaped<XmlTextSpecials>(name);
        var i = start + 1;
        var isStatic = true;
        var openStart = _literals.Length;
        for (; _nodes[i].Kind == EvtxNodeKind.Attribute; i = _nodes[i].End)
            isStatic &= AddAttribute(i);
        if (i == element.End)
        {
            _literals.Add("/>"u8);
            return element.End + 1;
        }

        var attributes = isStatic ? _literals.From(openStart) : [];
        _literals.Add(">"u8);
        if (i == element.End - 1 && _nodes[i].Kind is EvtxNodeKind.Substitution or EvtxNodeKind.OptionalSubstitution)
        {
            Begin(XmlStepKind.Content, _nodes[i].Slot, [.. "</"u8, .. Utf8(name), .. "><"u8, .. Utf8(name), .. attributes, .. ">"u8]);
        }
        else
        {
            while (i < element.End)
                i = AddNode(i);
        }

        _literals.Add("</"u8);
        _literals.Add(Utf8(name));
        _literals.Add(">"u8);
        return element.End + 1;
    }

    /// <summary>Returns true when the attribute has no value of the record in it.</summary>
    private bool AddAttribute(int i)
    {
        var attribute = _nodes[i];
        var first = i + 1;
        byte[] begin = [.. " "u8, .. Utf8(XmlNames.Clean(attribute.Text)), .. "=\""u8];
        if (attribute.End == first + 1 && _nodes[first].Slot >= 0)
        {
            Begin(XmlStepKind.Attribute, _nodes[first].Slot, begin);
            return false;
        }

        _literals.Add(begin);
        var isStatic = true;
        for (var part = first; part < attribute.End; part++)
        {
            if (_nodes[part].Slot >= 0)
            {
                Begin(XmlStepKind.AttributeText, _nodes[part].Slot, default);
                isStatic = false;
            }
            else
            {
                AddText<XmlAttributeSpecials>(_nodes[part]);
            }
        }

        _literals.Add("\""u8);
        return isStatic;
    }

    private void AddText<TSpecials>(EvtxNode node)
        where TSpecials : struct, ISpecials
    {
        switch (node.Kind)
        {
            case EvtxNodeKind.EntityReference:
                _literals.AddEscaped<TSpecials>(XmlEntities.TextOf(node.Text));
                break;
            default:
                // CDATA and text are the same to a reader; escaping works for both and can't be ended from inside.
                _literals.AddEscaped<TSpecials>(node.Text);
                break;
        }
    }

    /// <summary>A target and the data that may follow it. Returns the index behind both.</summary>
    private int AddInstruction(int i)
    {
        var (target, data) = _nodes[i].Kind == EvtxNodeKind.InstructionTarget ? (_nodes[i].Text, "") : ("data", _nodes[i].Text);
        if (_nodes[i].Kind == EvtxNodeKind.InstructionTarget && i + 1 < _nodes.Length && _nodes[i + 1].Kind == EvtxNodeKind.InstructionData)
            data = _nodes[++i].Text;
        _literals.Add("<?"u8);
        _literals.Add(Utf8(XmlNames.Clean(target)));
        _literals.Add(" "u8);
        _literals.AddEscaped<XmlTextSpecials>(data.Replace("?>", "? >", StringComparison.Ordinal));
        _literals.Add("?>"u8);
        return i + 1;
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>Ends the step at hand, whose literal is what was added since, and begins the next.</summary>
    private void Begin(XmlStepKind kind, int slot, ReadOnlySpan<byte> extra)
    {
        EndStep();
        var extraStart = _extras.Length;
        _extras.Add(extra);
        _step = new XmlStep(kind, slot, _literals.Length, 0, extraStart, _extras.Length);
    }

    private void EndStep()
    {
        if (_step.Kind != XmlStepKind.Literal || _literals.Length > _step.Start)
            _steps.Add(_step with { End = _literals.Length });
    }
}
