using System.Buffers.Binary;

namespace Dwell.Simulator.Evtx;

/// <summary>
/// Writes genuine EVTX files (MS-EVEN6; the layout of files as in libevtx' description). The same events give the
/// same bytes.
/// </summary>
public static class EvtxWriter
{
    private const int HeaderBlockSize = 4096;
    private const int ChecksummedSize = 120;
    private const ushort MajorVersion = 3;
    private const ushort MinorVersion = 1;
    private const uint DirtyFlag = 1;

    /// <summary>
    /// Writes one log file. Events come in the order of their record ids, which may begin anywhere.
    /// Throws <see cref="ArgumentException"/> for an event that no chunk can hold. The stream stays open.
    /// </summary>
    public static void Write(Stream target, IEnumerable<WindowsEvent> events, EvtxWriterOptions? options = null)
    {
        options ??= new EvtxWriterOptions();
        var chunks = new List<byte[]>();
        var current = new ChunkBuilder();
        ulong number = 1;
        ulong nextRecordId = 1;
        foreach (var record in events)
        {
            if (current.Count >= options.MaxRecordsPerChunk || !current.TryAdd(record))
            {
                number = Finish(chunks, current, number, record);
                current = new ChunkBuilder();
                if (!current.TryAdd(record))
                    throw TooLong(record);
            }

            nextRecordId = record.RecordId + 1;
        }

        if (current.Count > 0)
            chunks.Add(current.ToBytes(number));

        target.Write(Header(chunks.Count, nextRecordId, options));
        foreach (var chunk in chunks)
            target.Write(chunk);
    }

    /// <summary>The same as bytes.</summary>
    public static byte[] ToBytes(IEnumerable<WindowsEvent> events, EvtxWriterOptions? options = null)
    {
        using var stream = new MemoryStream();
        Write(stream, events, options);
        return stream.ToArray();
    }

    private static ulong Finish(List<byte[]> chunks, ChunkBuilder chunk, ulong number, WindowsEvent next)
    {
        if (chunk.Count == 0)
            throw TooLong(next);
        chunks.Add(chunk.ToBytes(number));
        return number + (ulong)chunk.Count;
    }

    private static ArgumentException TooLong(WindowsEvent record) =>
        new($"Event {record.EventId} with record id {record.RecordId} does not fit a chunk of {ChunkBuilder.Size} bytes: shorten its data.");

    private static byte[] Header(int chunkCount, ulong nextRecordId, EvtxWriterOptions options)
    {
        var header = new byte[HeaderBlockSize];
        "ElfFile\0"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), (ulong)Math.Max(0, chunkCount - 1));
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), nextRecordId);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(36), MinorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(38), MajorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(40), HeaderBlockSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(42), (ushort)chunkCount);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(120), options.Dirty ? DirtyFlag : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(124), Crc32.Of(header.AsSpan(0, ChecksummedSize)));
        return header;
    }
}

/// <summary>How a file is written.</summary>
public sealed record EvtxWriterOptions
{
    /// <summary>Sets the flag of a log that was not closed. Default: false.</summary>
    public bool Dirty { get; init; }

    /// <summary>
    /// Starts a new chunk after so many records, to get several chunks from few records. Default: as many as fit.
    /// </summary>
    public int MaxRecordsPerChunk { get; init; } = int.MaxValue;
}
