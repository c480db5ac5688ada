using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Dwell.Simulator.Evtx;

// BinXML (MS-EVEN6 2.2.12) with the offsets of EVTX: names and template definitions stand where they are first used
// in a chunk, and later uses point there.
internal sealed partial class ChunkBuilder
{
    private const byte EndOfFragment = 0x00;
    private const byte OpenElement = 0x01;
    private const byte CloseStartTag = 0x02;
    private const byte CloseEmptyElement = 0x03;
    private const byte EndElement = 0x04;
    private const byte ValueText = 0x05;
    private const byte Attribute = 0x06;
    private const byte TemplateInstance = 0x0C;
    private const byte NormalSubstitution = 0x0D;
    private const byte OptionalSubstitution = 0x0E;
    private const byte FragmentHeader = 0x0F;
    private const byte More = 0x40;
    private const int NoDependency = 0xFFFF;
    private const uint NameHashFactor = 65599;

    private void AddFragment(WindowsEvent record)
    {
        var system = EventTemplate.ForSystem(record.Computer, record.EventSourceName);
        var nestedSizeAt = AddInstance(system, EventTemplate.SystemValues(record));

        // The nested fragment is the last value and is written in place: its names need their final offsets.
        var nestedStart = _bytes.Count;
        AddInstance(EventTemplate.ForPayload(record), EventTemplate.PayloadValues(record));
        Byte(EndOfFragment);
        SetUInt16(nestedSizeAt, _bytes.Count - nestedStart);
        Byte(EndOfFragment);
    }

    // Returns where the size of the last value stands.
    private int AddInstance(EventTemplate template, ImmutableArray<EventValue> values)
    {
        AddFragmentHeader();
        Byte(TemplateInstance);
        Byte(1);
        UInt32(FirstWord(template.Id));
        if (_templateOffsets.TryGetValue(template.Id, out var offset))
            UInt32((uint)offset);
        else
            AddDefinition(template);

        UInt32((uint)values.Length);
        foreach (var value in values)
        {
            UInt16(value.Bytes.Length <= ushort.MaxValue
                ? value.Bytes.Length
                : throw new ArgumentException($"A value of {value.Bytes.Length} bytes is too long for a record (65,535)."));
            Byte((byte)value.Type);
            Byte(0);
        }

        var lastSizeAt = _bytes.Count - 4;
        foreach (var value in values)
            Bytes(value.Bytes.Span);
        return lastSizeAt;
    }

    private void AddDefinition(EventTemplate template)
    {
        var offset = _bytes.Count + 4;
        UInt32((uint)offset);
        _templateOffsets.Add(template.Id, offset);
        var bucket = TemplateBucket(template.Id);
        UInt32(_templateHeads[bucket]);
        _templateHeads[bucket] = (uint)offset;
        Bytes(template.Id.ToByteArray());

        var size = ReserveSize();
        AddFragmentHeader();
        AddElement(template.Root);
        Byte(EndOfFragment);
        FillSize(size);
    }

    private void AddElement(BinXmlElement element)
    {
        var hasAttributes = !element.Attributes.IsEmpty;
        Byte((byte)(OpenElement | (hasAttributes ? More : 0)));
        UInt16(element.DependsOn ?? NoDependency);
        var size = ReserveSize();
        AddName(element.Name);
        if (hasAttributes)
            AddAttributes(element.Attributes);

        if (element.Content.IsEmpty)
        {
            Byte(CloseEmptyElement);
        }
        else
        {
            Byte(CloseStartTag);
            foreach (var node in element.Content)
                AddNode(node);
            Byte(EndElement);
        }

        FillSize(size);
    }

    private void AddAttributes(ImmutableArray<BinXmlAttribute> attributes)
    {
        var size = ReserveSize();
        for (var index = 0; index < attributes.Length; index++)
        {
            Byte((byte)(Attribute | (index < attributes.Length - 1 ? More : 0)));
            AddName(attributes[index].Name);
            AddNode(attributes[index].Value);
        }

        FillSize(size);
    }

    private void AddNode(BinXmlNode node)
    {
        switch (node)
        {
            case BinXmlElement element:
                AddElement(element);
                break;
            case BinXmlText text:
                Byte(ValueText);
                Byte((byte)EventValueType.String);
                UInt16(text.Text.Length);
                Utf16(text.Text);
                break;
            case BinXmlSlot slot:
                Byte(slot.Optional ? OptionalSubstitution : NormalSubstitution);
                UInt16(slot.Index);
                Byte((byte)slot.Type);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node, "No such node.");
        }
    }

    private void AddName(string name)
    {
        if (_nameOffsets.TryGetValue(name, out var known))
        {
            UInt32((uint)known);
            return;
        }

        var offset = _bytes.Count + 4;
        UInt32((uint)offset);
        _nameOffsets.Add(name, offset);
        var hash = (ushort)Hash(name);
        var bucket = hash % StringBuckets;
        UInt32(_stringHeads[bucket]);
        _stringHeads[bucket] = (uint)offset;
        UInt16(hash);
        UInt16(name.Length);
        Utf16(name);
        UInt16(0);
    }

    private void AddFragmentHeader() => Bytes([FragmentHeader, 1, 1, 0]);

    private int ReserveSize()
    {
        UInt32(0);
        return _bytes.Count;
    }

    private void FillSize(int start) => SetUInt32(start - 4, (uint)(_bytes.Count - start));

    private void SetUInt16(int offset, int value)
    {
        if (value > ushort.MaxValue)
            value = 0; // The record cannot fit its chunk anyway and is taken back.
        var target = CollectionsMarshal.AsSpan(_bytes)[offset..];
        target[0] = (byte)value;
        target[1] = (byte)(value >> 8);
    }

    private static uint FirstWord(Guid id) => BitConverter.ToUInt32(id.ToByteArray());

    // The same hash over the GUID's eight 16-bit words. Not in any description; found by trying hashes on the
    // tables of
    // real files, where 109 of 126 definitions lie in the bucket that this gives. Readers follow the offsets and
    // don't care.
    private static int TemplateBucket(Guid id)
    {
        var words = MemoryMarshal.Cast<byte, char>(id.ToByteArray());
        return (int)(Hash(words) % TemplateBuckets);
    }

    private static uint Hash(ReadOnlySpan<char> text)
    {
        uint hash = 0;
        foreach (var character in text)
            hash = (hash * NameHashFactor) + character;
        return hash;
    }
}
