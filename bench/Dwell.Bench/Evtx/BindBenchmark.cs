using Dwell.Evtx;
using Dwell.Evtx.Checksums;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Templates;

namespace Dwell.Bench.Evtx;

/// <summary>How fast are all records bound to their slots, one thread, file in memory, nothing rendered?</summary>
internal sealed class BindBenchmark : IBenchmark
{
    private const int Runs = 15;

    public string Usage => "FILE                 bind every slot of every record in memory; memory copy, CRC and JSON beside it";

    public int Run(string[] args)
    {
        if (args.Length < 1)
            return 2;
        var bytes = File.ReadAllBytes(args[0]);
        var chunks = (bytes.Length - EvtxFileHeader.HeaderBytes) / EvtxChunkHeader.ChunkBytes;
        var reader = new EvtxChunkReader(new EvtxTemplateCache());
        var unchecked_ = new EvtxChunkReader(new EvtxTemplateCache(), new EvtxReadOptions { VerifyChecksums = false });
        var (records, slots) = ReadAll(bytes, chunks, reader);
        if (reader.Diagnostics.Count > 0 || records == 0)
        {
            Console.Error.WriteLine("The input is not sound.");
            return 1;
        }

        Console.WriteLine($"{bytes.Length / 1e6:F0} MB, {records} records, {(double)slots / records:F1} slots a record");
        var copy = new byte[bytes.Length];
        using var output = new Utf8Output();
        uint crc = 0;
        var rounds = args.Length > 1 && args[1] == "json" ? 0 : 2;
        for (var round = 0; round < 6 && rounds == 0; round++)
            Measurement.Print("bind and JSON to memory", bytes.Length, records, Measurement.Time(5, () => Render(bytes, chunks, reader, output, json: true)));
        for (var round = 0; round < rounds; round++)
        {
            Measurement.Print("memory copy", bytes.Length, records, Measurement.Time(Runs, () => bytes.CopyTo(copy, 0)));
            Measurement.Print("CRC-32", bytes.Length, records, Measurement.Time(Runs, () => crc ^= Crc32.Of(bytes)));
            Measurement.Print("bind", bytes.Length, records, Measurement.Time(Runs, () => Expect(records, ReadAll(bytes, chunks, reader).Records)));
            Measurement.Print("bind, checksums off", bytes.Length, records, Measurement.Time(Runs, () => Expect(records, ReadAll(bytes, chunks, unchecked_).Records)));
            Measurement.Print("bind and JSON to memory", bytes.Length, records, Measurement.Time(5, () => Render(bytes, chunks, reader, output, json: true)));
            Measurement.Print("bind and XML to memory", bytes.Length, records, Measurement.Time(5, () => Render(bytes, chunks, reader, output, json: false)));
        }

        return 0;
    }

    private static void Expect(long expected, long found)
    {
        if (found != expected)
            throw new InvalidOperationException($"{found} records instead of {expected}.");
    }

    private static (long Records, long Slots) ReadAll(byte[] bytes, int chunks, EvtxChunkReader reader)
    {
        long records = 0, slots = 0;
        for (var i = 0; i < chunks; i++)
        {
            Open(bytes, i, reader);
            while (reader.MoveNext())
            {
                records++;
                slots += reader.Record.Values.Length;
            }
        }

        return (records, slots);
    }

    private static void Render(byte[] bytes, int chunks, EvtxChunkReader reader, Utf8Output output, bool json)
    {
        for (var i = 0; i < chunks; i++)
        {
            Open(bytes, i, reader);
            output.Truncate(0);
            while (reader.MoveNext())
                _ = json ? EvtxJson.TryAppend(reader.Record, output) : EvtxXml.TryAppend(reader.Record, output);
        }
    }

    private static void Open(byte[] bytes, int chunk, EvtxChunkReader reader)
    {
        var offset = EvtxFileHeader.HeaderBytes + (chunk * EvtxChunkHeader.ChunkBytes);
        reader.Open(bytes.AsMemory(offset, EvtxChunkHeader.ChunkBytes), new EvtxChunkPlace(chunk, offset));
    }
}
