using System.Buffers.Binary;
using Dwell.Evtx.Checksums;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Templates;

namespace Dwell.Bench.Evtx;

/// <summary>
/// Makes one large event log from the chunks of many: each chunk that is full, sound and declared, in the order of the
/// files' names, again and again until the size is reached. Record numbers and ids go up through the whole file, so that
/// other readers take it; checksums are made anew.
/// </summary>
internal sealed class MakeInput : IBenchmark
{
    /// <summary>A chunk counts as full when its records fill this much of it.</summary>
    private const int FullBytes = 60_000;

    public string Usage => "FOLDER OUTPUT [MB]   one EVTX file of at least MB (300) from the full chunks of all EVTX files below FOLDER";

    public int Run(string[] args)
    {
        if (args.Length < 2)
            return 2;
        var chunks = FullChunks(args[0]);
        if (chunks.Count == 0)
        {
            Console.Error.WriteLine("No full chunk below " + args[0]);
            return 1;
        }

        var wanted = (args.Length > 2 ? long.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 300) * 1_000_000;
        var count = (int)Math.Min(ushort.MaxValue, (wanted + EvtxChunkHeader.ChunkBytes - 1) / EvtxChunkHeader.ChunkBytes);
        using var output = File.Create(args[1]);
        var next = 1UL;
        output.Position = EvtxFileHeader.HeaderBytes;
        for (var i = 0; i < count; i++)
        {
            var chunk = (byte[])chunks[i % chunks.Count].Clone();
            next = Renumber(chunk, next);
            output.Write(chunk);
        }

        output.Position = 0;
        output.Write(FileHeader(count, next));
        Console.WriteLine($"{count} chunks ({chunks.Count} different), {next - 1} records");
        return 0;
    }

    private static List<byte[]> FullChunks(string folder)
    {
        var chunks = new List<byte[]>();
        var reader = new EvtxChunkReader(new EvtxTemplateCache());
        var buffer = new byte[EvtxChunkHeader.ChunkBytes];
        foreach (var path in Directory.EnumerateFiles(folder, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var file = EvtxFileReader.Open(path);
            while (file.ReadChunk(buffer, out var place) is > 0 and var length)
            {
                reader.Open(buffer.AsMemory(0, length), place);
                var isSound = length == buffer.Length && place.IsDeclared;
                while (reader.MoveNext())
                    isSound &= !reader.Record.Recovered && !reader.Record.Partial;
                if (isSound && reader.Diagnostics.Count == 0 && reader.Header.FreeSpaceOffset >= FullBytes)
                    chunks.Add((byte[])buffer.Clone());
            }
        }

        return chunks;
    }

    private static ulong Renumber(byte[] chunk, ulong first)
    {
        EvtxChunkHeader.TryRead(chunk, out var header);
        var end = (int)header.FreeSpaceOffset;
        var next = first;
        for (var at = EvtxChunkHeader.HeaderBytes; at < end; next++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(at + 8), next);
            at += BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(at + 4));
        }

        foreach (var (offset, value) in new[] { (8, first), (16, next - 1), (24, first), (32, next - 1) })
            BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(offset), value);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(52), Crc32.Of(chunk.AsSpan(EvtxChunkHeader.HeaderBytes..end)));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(124), EvtxChunkHeader.ComputeHeaderChecksum(chunk));
        return next;
    }

    private static byte[] FileHeader(int chunks, ulong nextRecord)
    {
        var header = new byte[EvtxFileHeader.HeaderBytes];
        EvtxFileHeader.Signature.CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), (ulong)chunks - 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(24), nextRecord);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(36), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(38), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(40), EvtxFileHeader.HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(42), (ushort)chunks);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(124), Crc32.Of(header.AsSpan(0, 120)));
        return header;
    }
}
