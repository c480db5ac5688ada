using System.Buffers.Binary;
using System.Diagnostics;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Records;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Templates;
using Dwell.Simulator.Evtx;

namespace Dwell.Tests.Damage;

public sealed class MutationTests
{
    private const int Mutations = 10_000;
    private const int Seed = 20261121;

    /// <summary>What one chunk may cost at most here; ordinary ones take well under a millisecond.</summary>
    private static readonly TimeSpan MostPerChunk = TimeSpan.FromSeconds(20);

    [SharedFact]
    public void Ten_thousand_mutated_chunks_of_samples_are_read_without_a_crash_or_a_hang()
    {
        string[] files =
        [
            "evtx-robustness/security.evtx", "evtx-robustness/2-vss_7-System.evtx", "evtx-robustness/post-Security.evtx",
            "evtx-robustness/Security_with_size_t.evtx", "evtx-robustness/sample-with-zero-data-size-event.evtx",
            "plaso/evtx/System.evtx",
        ];
        Mutate([.. files.SelectMany(file => ChunksOf(File.ReadAllBytes(SharedData.PathOf(file))).Take(6))], Mutations);
    }

    [Fact]
    public void Mutated_chunks_of_written_files_are_read_without_a_crash_or_a_hang() =>
        Mutate(ChunksOf(EvtxWriter.ToBytes(MadeEvents.Many(80))), 500);

    [Fact]
    public void Any_truncation_gives_a_prefix_of_the_records_and_a_diagnostic()
    {
        var whole = EvtxWriter.ToBytes(MadeEvents.Many(300));
        var records = Read(whole, out _);
        Assert.True(whole.Length > 2 * EvtxChunkHeader.ChunkBytes);
        var random = new Random(Seed);
        for (var i = 0; i < 200; i++)
        {
            var cut = random.Next(whole.Length);
            var part = Read(whole.AsSpan(0, cut).ToArray(), out var diagnostics);
            Assert.Equal(records.Take(part.Count), part);
            Assert.NotEmpty(diagnostics);
        }
    }

    private static void Mutate(List<byte[]> chunks, int count)
    {
        var random = new Random(Seed);
        var reader = new EvtxChunkReader(new EvtxTemplateCache());
        using var output = new Utf8Output();
        for (var i = 0; i < count; i++)
        {
            var chunk = (byte[])chunks[i % chunks.Count].Clone();
            var length = Damage(chunk, random);
            var start = Stopwatch.GetTimestamp();
            reader.Open(chunk.AsMemory(0, length), new EvtxChunkPlace(0, EvtxFileHeader.HeaderBytes));

            // Rendering every record of every mutation would take minutes; some of each chunk is as telling.
            for (var number = 0; reader.MoveNext(); number++)
            {
                if ((number + i) % 16 == 0)
                    Render(reader.Record, output);
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < MostPerChunk, $"mutation {i} of seed {Seed} took too long");
        }
    }

    private static void Render(EvtxRecord record, Utf8Output output)
    {
        output.Truncate(0);
        EvtxJson.TryAppend(record, output);
        EvtxXml.TryAppend(record, output);
        Dwell.Evtx.Fields.EvtxFieldLayout.Of(record);
    }

    /// <summary>One to eight changes: bits, bytes, 16- and 32-bit numbers that lengths and offsets like to be, copied runs, cut ends.</summary>
    private static int Damage(byte[] chunk, Random random)
    {
        var changes = random.Next(1, 9);
        for (var i = 0; i < changes; i++)
        {
            var at = random.Next(0, chunk.Length - 64);
            switch (random.Next(6))
            {
                case 0:
                    chunk[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    chunk[at] = (byte)random.Next(256);
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt16LittleEndian(chunk.AsSpan(at), (ushort)random.Next(0x10000));
                    break;
                case 3:
                    BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(at), (uint)random.Next(0x11000));
                    break;
                case 4:
                    chunk.AsSpan(random.Next(chunk.Length - 64), 64).CopyTo(chunk.AsSpan(at));
                    break;
                default:
                    BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(at), random.Next(2) == 0 ? uint.MaxValue : 0);
                    break;
            }
        }

        return random.Next(20) == 0 ? random.Next(chunk.Length) : chunk.Length;
    }

    private static List<byte[]> ChunksOf(byte[] file)
    {
        var chunks = new List<byte[]>();
        for (var at = EvtxFileHeader.HeaderBytes; at + EvtxChunkHeader.ChunkBytes <= file.Length; at += EvtxChunkHeader.ChunkBytes)
            chunks.Add(file[at..(at + EvtxChunkHeader.ChunkBytes)]);
        return chunks;
    }

    private static List<string> Read(byte[] file, out List<string> diagnostics)
    {
        var records = new List<string>();
        var summary = EvtxFiles.Read(new MemoryStream(file), record => records.Add(EvtxFiles.Json(record)));
        diagnostics = [.. summary.Diagnostics.Select(item => item.Code)];
        return records;
    }
}
