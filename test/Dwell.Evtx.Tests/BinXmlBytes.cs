using System.Buffers.Binary;
using System.Text;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Templates;

namespace Dwell.Tests;

/// <summary>Writes one record token by token into an empty chunk, so that a test can get any of them wrong.</summary>
internal sealed class BinXmlBytes
{
    public const int RecordOffset = EvtxChunkHeader.HeaderBytes;
    public const int BinXmlOffset = RecordOffset + 24;
    private readonly List<byte> _bytes = [0x0F, 1, 1, 0];

    public int Position => BinXmlOffset + _bytes.Count;

    public BinXmlBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public BinXmlBytes U16(int value) => Raw((byte)value, (byte)(value >> 8));

    public BinXmlBytes U32(long value) => U16((int)(value & 0xFFFF)).U16((int)(value >> 16));

    public BinXmlBytes Open(string name, bool hasAttributes = false, bool hasDependencyId = true)
    {
        Raw(hasAttributes ? (byte)0x41 : (byte)0x01);
        if (hasDependencyId)
            U16(0xFFFF);
        U32(0).Name(name);
        return hasAttributes ? U32(0) : this;
    }

    public BinXmlBytes Attribute(string name) => Raw(0x06).Name(name);

    public BinXmlBytes Value(string text) => Raw(0x05, 0x01).Counted(text);

    public BinXmlBytes Counted(string text) => U16(text.Length).Raw(Encoding.Unicode.GetBytes(text));

    public BinXmlBytes CloseStart() => Raw(0x02);

    public BinXmlBytes CloseEmpty() => Raw(0x03);

    public BinXmlBytes End() => Raw(0x04);

    /// <summary>A name in place: its own offset, then next, hash, count, characters, NUL.</summary>
    public BinXmlBytes Name(string name)
    {
        U32(Position + 4).U32(0);
        uint hash = 0;
        foreach (var unit in name)
            hash = (hash * 65599) + unit;
        return U16((int)(hash & 0xFFFF)).Counted(name).U16(0);
    }

    /// <summary>The chunk: this record, nothing else, checksums left out.</summary>
    public byte[] ToChunk()
    {
        var chunk = new byte[EvtxChunkHeader.ChunkBytes];
        EvtxChunkHeader.Signature.CopyTo(chunk);
        var length = 24 + _bytes.Count + 4;
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(48), (uint)(RecordOffset + length));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(120), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(RecordOffset), 0x2A2A);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(RecordOffset + 4), (uint)length);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(RecordOffset + 8), 7);
        _bytes.CopyTo(chunk, BinXmlOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(RecordOffset + length - 4), (uint)length);
        return chunk;
    }

    /// <summary>A reader that stands on the record.</summary>
    public EvtxChunkReader Read()
    {
        var reader = new EvtxChunkReader(new EvtxTemplateCache());
        reader.Open(ToChunk(), new EvtxChunkPlace(0, EvtxFileHeader.HeaderBytes));
        Assert.True(reader.MoveNext());
        return reader;
    }
}
