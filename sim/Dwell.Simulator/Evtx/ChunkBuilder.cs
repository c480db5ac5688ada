using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Dwell.Simulator.Evtx;

/// <summary>One chunk of 64 KiB while it fills: header, string and template tables, records.</summary>
internal sealed partial class ChunkBuilder
{
    public const int Size = 0x10000;
    private const int HeaderSize = 512;
    private const int ChecksummedHeaderSize = 120;
    private const int StringTableOffset = 128;
    private const int StringBuckets = 64;
    private const int TemplateTableOffset = 384;
    private const int TemplateBuckets = 32;
    private const int RecordHeaderSize = 24;

    private readonly List<byte> _bytes = [.. new byte[HeaderSize]];
    private readonly Dictionary<string, int> _nameOffsets = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> _templateOffsets = [];
    private uint[] _stringHeads = new uint[StringBuckets];
    private uint[] _templateHeads = new uint[TemplateBuckets];
    private ulong _firstId;
    private ulong _lastId;
    private int _lastRecordOffset;

    /// <summary>How many records are in.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a record; false leaves the chunk as it was, because there is no room.</summary>
    public bool TryAdd(WindowsEvent record)
    {
        var start = _bytes.Count;
        var stringHeads = (uint[])_stringHeads.Clone();
        var templateHeads = (uint[])_templateHeads.Clone();
        AddRecord(record);
        if (_bytes.Count <= Size)
        {
            _firstId = Count == 0 ? record.RecordId : _firstId;
            _lastId = record.RecordId;
            _lastRecordOffset = start;
            Count++;
            return true;
        }

        CollectionsMarshal.SetCount(_bytes, start);
        _stringHeads = stringHeads;
        _templateHeads = templateHeads;
        Forget(_nameOffsets, start);
        Forget(_templateOffsets, start);
        return false;
    }

    /// <summary>
    /// The finished chunk. <paramref name="firstNumber"/> is the place of its first record in the file, from 1.
    /// </summary>
    public byte[] ToBytes(ulong firstNumber)
    {
        var chunk = new byte[Size];
        CollectionsMarshal.AsSpan(_bytes).CopyTo(chunk);
        "ElfChnk\0"u8.CopyTo(chunk);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(8), firstNumber);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(16), firstNumber + (ulong)Count - 1);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(24), _firstId);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(32), _lastId);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(40), 128);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(44), (uint)_lastRecordOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(48), (uint)_bytes.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(52),
            Crc32.Of(chunk.AsSpan(HeaderSize, _bytes.Count - HeaderSize)));
        WriteTable(chunk.AsSpan(StringTableOffset), _stringHeads);
        WriteTable(chunk.AsSpan(TemplateTableOffset), _templateHeads);

        var checksum = Crc32.Of(chunk.AsSpan(0, ChecksummedHeaderSize),
            chunk.AsSpan(StringTableOffset, HeaderSize - StringTableOffset));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(124), checksum);
        return chunk;
    }

    private void AddRecord(WindowsEvent record)
    {
        var start = _bytes.Count;
        Bytes("**\0\0"u8);
        UInt32(0);
        UInt64(record.RecordId);
        UInt64((ulong)EventValue.FileTimeOf(record.TimeUtc));

        AddFragment(record);

        // Windows fills records up to a multiple of 8; the size stands at both ends.
        while ((_bytes.Count + 4 - start) % 8 != 0)
            _bytes.Add(0);
        UInt32((uint)(_bytes.Count + 4 - start));
        SetUInt32(start + 4, (uint)(_bytes.Count - start));
    }

    private static void WriteTable(Span<byte> target, uint[] heads)
    {
        for (var bucket = 0; bucket < heads.Length; bucket++)
            BinaryPrimitives.WriteUInt32LittleEndian(target[(bucket * 4)..], heads[bucket]);
    }

    private static void Forget<TKey>(Dictionary<TKey, int> offsets, int from)
        where TKey : notnull
    {
        foreach (var (key, _) in offsets.Where(pair => pair.Value >= from).ToList())
            offsets.Remove(key);
    }

    private void Byte(byte value) => _bytes.Add(value);

    private void Bytes(ReadOnlySpan<byte> values) => CollectionExtensions.AddRange(_bytes, values);

    private void UInt16(int value) => Bytes([(byte)value, (byte)(value >> 8)]);

    private void UInt32(uint value) =>
        Bytes([(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)]);

    private void UInt64(ulong value)
    {
        UInt32((uint)value);
        UInt32((uint)(value >> 32));
    }

    private void Utf16(string text) => Bytes(Encoding.Unicode.GetBytes(text));

    private void SetUInt32(int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(CollectionsMarshal.AsSpan(_bytes)[offset..], value);
}
