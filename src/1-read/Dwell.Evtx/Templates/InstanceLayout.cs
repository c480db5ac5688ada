using System.Buffers.Binary;

namespace Dwell.Evtx.Templates;

/// <summary>
/// Where the parts of a template instance lie: token (1), unknown (1), template id (4), offset of the definition (4),
/// the definition when it stands here, count of values (4), descriptors (4 each), values.
/// </summary>
internal readonly ref struct InstanceLayout
{
    private const int DescriptorBytes = 4;

    /// <summary>Low 32 bits of the template's GUID.</summary>
    public uint TemplateId { get; private init; }

    /// <summary>Where in the chunk the definition stands.</summary>
    public uint DefinitionOffset { get; private init; }

    /// <summary>How many values.</summary>
    public int Count { get; private init; }

    /// <summary>Where the descriptors begin.</summary>
    public int Descriptors { get; private init; }

    /// <summary>Where the values begin.</summary>
    public int Values => Descriptors + (Count * DescriptorBytes);

    /// <summary>Reads the head of the instance whose token stands at <paramref name="at"/>; false when it does not fit before <paramref name="end"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> chunk, int at, int end, out InstanceLayout layout)
    {
        layout = default;
        if (end - at < BinXmlToken.TemplateInstanceBytes + sizeof(uint))
            return false;
        var templateId = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 2)..]);
        var definition = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 6)..]);
        at += BinXmlToken.TemplateInstanceBytes;
        if (definition == (uint)at)
        {
            if (end - at < BinXmlToken.DefinitionHeadBytes + sizeof(uint))
                return false;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + BinXmlToken.DefinitionHeadBytes - sizeof(uint))..]);
            if (length > (uint)(end - at - BinXmlToken.DefinitionHeadBytes - sizeof(uint)))
                return false;
            at += BinXmlToken.DefinitionHeadBytes + (int)length;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]);
        at += sizeof(uint);
        if (count > (uint)(end - at) / DescriptorBytes)
            return false;
        layout = new InstanceLayout { TemplateId = templateId, DefinitionOffset = definition, Count = (int)count, Descriptors = at };
        return true;
    }

    /// <summary>Bytes of the whole instance, token to last value.</summary>
    public static bool TryMeasure(ReadOnlySpan<byte> chunk, int at, int end, out int length)
    {
        length = 0;
        if (!TryRead(chunk, at, end, out var layout))
            return false;
        var last = layout.Values;
        for (var i = 0; i < layout.Count; i++)
            last += BinaryPrimitives.ReadUInt16LittleEndian(chunk[(layout.Descriptors + (i * DescriptorBytes))..]);
        length = last - at;
        return last <= end;
    }
}
