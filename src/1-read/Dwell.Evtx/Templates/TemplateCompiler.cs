using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Templates;

/// <summary>
/// Turns BinXML (the definition of a template, or a fragment without one) into an <see cref="EvtxTemplate"/>.
/// Runs once per template; everything that it is told is checked against the bytes that are there. Damage ends the
/// walk: open elements are closed and what was read is kept.
/// </summary>
internal ref struct TemplateCompiler
{
    /// <summary>Stands for a name that could not be read.</summary>
    private const string UnknownName = "Unknown";

    private readonly ReadOnlySpan<byte> _chunk;
    private readonly int _start;
    private readonly int _end;
    private readonly bool _hasDependencyIds;
    private readonly List<EvtxNode> _nodes = [];
    private readonly List<TemplateName> _names = [];
    private readonly List<int> _embedded = [];
    private readonly Stack<int> _open = [];
    private readonly HashSet<string> _attributeNames = new(StringComparer.Ordinal);
    private int _at;
    private int _attribute = -1;
    private bool _inStartTag;
    private bool _hasUnknownNames;
    private int _slotCount;

    private TemplateCompiler(ReadOnlySpan<byte> chunk, int start, int length, bool hasDependencyIds)
    {
        _chunk = chunk;
        _start = start;
        _end = start + length;
        _at = start;
        _hasDependencyIds = hasDependencyIds;
    }

    /// <summary>Names that the BinXML refers to and that lie outside of it, when asked for by a citation.</summary>
    private List<Range>? NamesElsewhere { get; init; }

    /// <summary>
    /// Compiles <paramref name="length"/> bytes at <paramref name="start"/>, both checked by the caller to lie in the chunk.
    /// <paramref name="id"/> is null for BinXML that is no definition. Elements have dependency ids in definitions and in
    /// records; in values they have none.
    /// </summary>
    public static EvtxTemplate Compile(
        ReadOnlySpan<byte> chunk, int start, int length, Guid? id, bool hasDependencyIds, List<Range>? namesElsewhere = null)
    {
        var isDefinition = id is not null;
        if (!isDefinition)
            namesElsewhere ??= [];
        var compiler = new TemplateCompiler(chunk, start, length, hasDependencyIds) { NamesElsewhere = namesElsewhere };
        var isWhole = compiler.Walk() && !compiler._hasUnknownNames;
        compiler.CloseAll();
        var canBeShared = isDefinition && isWhole && compiler._embedded.Count == 0;
        var fingerprint = canBeShared
            ? new TemplateFingerprint(chunk.Slice(start, length).ToArray(), [.. compiler._names])
            : null;
        return new EvtxTemplate(id ?? Guid.Empty, [.. compiler._nodes], compiler._slotCount, fingerprint)
        {
            IsDamaged = !isWhole,
            Embedded = [.. compiler._embedded],
            NamesElsewhere = isDefinition ? [] : [.. namesElsewhere!],
        };
    }

    private bool Walk()
    {
        while (_at < _end)
        {
            var token = (byte)(_chunk[_at] & ~BinXmlToken.More);
            var isRead = token switch
            {
                BinXmlToken.EndOfStream => false,
                BinXmlToken.OpenElement => ReadElement(),
                BinXmlToken.CloseStartElement => ReadCloseStart(),
                BinXmlToken.CloseEmptyElement or BinXmlToken.EndElement => ReadEnd(),
                BinXmlToken.Value => ReadValue(),
                BinXmlToken.Attribute => ReadAttribute(),
                BinXmlToken.CData => ReadCounted(EvtxNodeKind.CData),
                BinXmlToken.CharacterReference => ReadCharacter(),
                BinXmlToken.EntityReference => ReadNamed(EvtxNodeKind.EntityReference),
                BinXmlToken.InstructionTarget => ReadNamed(EvtxNodeKind.InstructionTarget),
                BinXmlToken.InstructionData => ReadCounted(EvtxNodeKind.InstructionData),
                BinXmlToken.TemplateInstance => ReadEmbedded(),
                BinXmlToken.NormalSubstitution => ReadSubstitution(EvtxNodeKind.Substitution),
                BinXmlToken.OptionalSubstitution => ReadSubstitution(EvtxNodeKind.OptionalSubstitution),
                BinXmlToken.FragmentHeader => Skip(BinXmlToken.FragmentHeaderBytes),
                _ => false,
            };
            if (!isRead)
                return token == BinXmlToken.EndOfStream && _open.Count == 0;
        }

        return _open.Count == 0;
    }

    private readonly int Left => _end - _at;

    private bool Skip(int count)
    {
        if (count > Left)
            return false;
        _at += count;
        return true;
    }

    private bool ReadElement()
    {
        if (_inStartTag || _open.Count >= EvtxLimits.ElementDepth)
            return false;
        var hasAttributes = (_chunk[_at] & BinXmlToken.More) != 0;
        var tail = hasAttributes ? sizeof(uint) : 0;

        // Token, [dependency id (2)], length of the element (4), name. Whether the dependency id is there depends on who
        // wrote the fragment, so the form whose name has the right hash wins when the expected one has not.
        var expected = _hasDependencyIds ? 7 : 5;
        var other = _hasDependencyIds ? 5 : 7;
        var head = !HasNameAt(_at + expected) && HasNameAt(_at + other) ? other : expected;
        if (!Skip(head) || !TryReadName(out var name) || !Skip(tail))
            return false;
        EndAttribute();
        _attributeNames.Clear();
        _open.Push(_nodes.Count);
        _nodes.Add(new EvtxNode(EvtxNodeKind.Element, name, -1, default, 0));
        _inStartTag = true;
        return true;
    }

    private readonly bool HasNameAt(int at) =>
        at <= _end - sizeof(uint) && BinXmlName.IsPlausible(_chunk, BinaryPrimitives.ReadUInt32LittleEndian(_chunk[at..]));

    /// <summary>
    /// A name that was overwritten (old records in unused space refer to names that newer ones have replaced) is unknown;
    /// the structure around it still stands. Only a name in place without its end stops the walk.
    /// </summary>
    private bool TryReadName(out string name)
    {
        name = UnknownName;
        if (Left < sizeof(uint))
            return false;
        var at = _at - _start;
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(_chunk[_at..]);
        var length = BinXmlName.LengthAt(_chunk, offset);
        _at += sizeof(uint);
        var isInline = offset == (uint)_at;
        if (isInline && (length == 0 || !Skip(length)))
            return false;
        if (length == 0 || !BinXmlName.IsPlausible(_chunk, offset))
        {
            _hasUnknownNames = true;
            return true;
        }

        if (!isInline && (offset < (uint)_start || offset + length > _end))
            NamesElsewhere?.Add((int)offset..((int)offset + length));
        name = BinXmlName.TextAt(_chunk, (int)offset, length);
        _names.Add(new TemplateName(at, isInline ? length : 0, BinXmlName.HashAndText(_chunk, (int)offset, length)));
        return true;
    }

    private bool ReadAttribute()
    {
        if (!_inStartTag || !Skip(1) || !TryReadName(out var name))
            return false;
        EndAttribute();
        _attribute = _nodes.Count;
        _nodes.Add(new EvtxNode(EvtxNodeKind.Attribute, Unused(name), -1, default, 0));
        return true;
    }

    /// <summary>No element can have two attributes of one name: a later one gets a number.</summary>
    private readonly string Unused(string name)
    {
        var unused = name;
        for (var number = 1; !_attributeNames.Add(XmlNames.Clean(unused)); number++)
            unused = string.Create(CultureInfo.InvariantCulture, $"{name}_{_attributeNames.Count + number}");
        return unused;
    }

    private void EndAttribute()
    {
        if (_attribute >= 0)
            CollectionsMarshal.AsSpan(_nodes)[_attribute] = _nodes[_attribute] with { End = _nodes.Count };
        _attribute = -1;
    }

    private bool ReadCloseStart()
    {
        if (!_inStartTag)
            return false;
        EndAttribute();
        _inStartTag = false;
        return Skip(1);
    }

    private bool ReadEnd()
    {
        var closesEmpty = (_chunk[_at] & ~BinXmlToken.More) == BinXmlToken.CloseEmptyElement;
        if (_open.Count == 0 || closesEmpty != _inStartTag)
            return false;
        CloseOne();
        return Skip(1);
    }

    private void CloseOne()
    {
        EndAttribute();
        _inStartTag = false;
        var element = _open.Pop();
        CollectionsMarshal.AsSpan(_nodes)[element] = _nodes[element] with { End = _nodes.Count };
        _nodes.Add(new EvtxNode(EvtxNodeKind.ElementEnd, "", -1, default, 0));
    }

    private void CloseAll()
    {
        while (_open.Count > 0)
            CloseOne();
    }

    /// <summary>Content needs an attribute that is open, or a start tag that is closed.</summary>
    private readonly bool CanHoldContent => !_inStartTag || _attribute >= 0;

    private bool ReadValue()
    {
        if (!CanHoldContent || Left < 2)
            return false;
        var type = (EvtxValueType)_chunk[_at + 1];
        _at++;
        if (type == EvtxValueType.String)
            return ReadCounted(EvtxNodeKind.Text);

        // Definitions hold strings only; other types have a fixed size and are written as their text.
        var size = ValueSizes.FixedSizeOf(type);
        if (size <= 0 || Left < 1 + size)
            return false;
        var text = ValueText.ToText(_chunk.Slice(_at + 1, size), type);
        _nodes.Add(new EvtxNode(EvtxNodeKind.Text, text, -1, type, 0));
        return Skip(1 + size);
    }

    /// <summary>One byte (token or type), a count of characters, the characters.</summary>
    private bool ReadCounted(EvtxNodeKind kind)
    {
        if (Left < 3 || (kind != EvtxNodeKind.InstructionData && !CanHoldContent))
            return false;
        var bytes = 2 * BinaryPrimitives.ReadUInt16LittleEndian(_chunk[(_at + 1)..]);
        if (bytes > Left - 3)
            return false;
        var text = Encoding.Unicode.GetString(_chunk.Slice(_at + 3, bytes)).TrimEnd('\0');
        _nodes.Add(new EvtxNode(kind, text, -1, EvtxValueType.String, 0));
        return Skip(3 + bytes);
    }

    private bool ReadCharacter()
    {
        if (Left < 3 || !CanHoldContent)
            return false;
        var text = ((char)BinaryPrimitives.ReadUInt16LittleEndian(_chunk[(_at + 1)..])).ToString();
        _nodes.Add(new EvtxNode(EvtxNodeKind.CharacterReference, text, -1, default, 0));
        return Skip(3);
    }

    private bool ReadNamed(EvtxNodeKind kind)
    {
        if ((kind == EvtxNodeKind.EntityReference && !CanHoldContent) || !Skip(1) || !TryReadName(out var name))
            return false;
        _nodes.Add(new EvtxNode(kind, name, -1, default, 0));
        return true;
    }

    private bool ReadSubstitution(EvtxNodeKind kind)
    {
        if (Left < 4 || !CanHoldContent)
            return false;
        var slot = BinaryPrimitives.ReadUInt16LittleEndian(_chunk[(_at + 1)..]);
        if (slot >= EvtxLimits.ValuesPerRecord)
            return false;
        _slotCount = Math.Max(_slotCount, slot + 1);
        _nodes.Add(new EvtxNode(kind, "", slot, (EvtxValueType)_chunk[_at + 3], 0));
        return Skip(4);
    }

    private bool ReadEmbedded()
    {
        if (_inStartTag || !InstanceLayout.TryMeasure(_chunk, _at, _end, out var length))
            return false;
        _nodes.Add(new EvtxNode(EvtxNodeKind.Embedded, "", _embedded.Count, EvtxValueType.BinXml, 0));
        _embedded.Add(_at - _start);
        return Skip(length);
    }
}
