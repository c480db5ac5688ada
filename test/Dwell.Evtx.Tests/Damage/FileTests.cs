using System.Buffers.Binary;
using Dwell.Evtx;
using Dwell.Evtx.Checksums;
using Dwell.Evtx.Damage;
using Dwell.Simulator.Evtx;

namespace Dwell.Tests.Damage;

/// <summary>A sound file of three chunks, and one thing changed.</summary>
public sealed class FileTests
{
    private const int ChunkBytes = 65_536;
    private const int FirstChunk = 4096;
    private static readonly byte[] Sound = EvtxWriter.ToBytes(MadeEvents.Many(60), new EvtxWriterOptions { MaxRecordsPerChunk = 20 });

    [Fact]
    public void A_sound_file_has_no_diagnostics()
    {
        var summary = EvtxFiles.Read(new MemoryStream(Sound));
        Assert.Equal((60, 0, 0), (summary.Live, summary.Recovered, summary.Partial));
        Assert.Empty(summary.Diagnostics);
    }

    [Fact]
    public void A_clean_header_that_declares_fewer_chunks_makes_the_rest_recovered() =>
        Check(file => SetHeader(file, 42, 1), live: 20, recovered: 40, EvtxDiagnosticCodes.ChunkBeyondCount, EvtxDiagnosticCodes.RecordsRecovered);

    [Fact]
    public void A_dirty_header_that_declares_fewer_chunks_says_nothing() =>
        Check(file => SetHeader(SetHeader(file, 42, 1), 120, 1), live: 60, recovered: 0, EvtxDiagnosticCodes.FileDirty);

    [Fact]
    public void A_header_that_declares_more_chunks_is_reported() =>
        Check(file => SetHeader(file, 42, 9), live: 60, recovered: 0, EvtxDiagnosticCodes.ChunkCount);

    [Fact]
    public void A_wrong_header_checksum_is_reported() =>
        Check(file => Set(file, 24, 99), live: 60, recovered: 0, EvtxDiagnosticCodes.FileChecksum);

    [Fact]
    public void A_lost_file_header_does_not_stop_the_chunks() =>
        Check(file => Zero(file, 0, 128), live: 60, recovered: 0, EvtxDiagnosticCodes.FileHeader);

    [Fact]
    public void A_file_that_begins_with_a_chunk_is_read_from_its_first_byte() =>
        Check(file => file[FirstChunk..], live: 60, recovered: 0, EvtxDiagnosticCodes.FileHeader);

    [Fact]
    public void A_chunk_without_its_signature_gives_recovered_records() =>
        Check(file => Zero(file, FirstChunk + ChunkBytes, 8), live: 40, recovered: 20, EvtxDiagnosticCodes.ChunkSignature, EvtxDiagnosticCodes.RecordsRecovered);

    [Fact]
    public void A_changed_record_breaks_its_chunks_checksum_only()
    {
        var summary = Check(file => Set(file, FirstChunk + 512 + 16, 1), live: 60, recovered: 0, EvtxDiagnosticCodes.ChunkRecordsChecksum);
        Assert.Equal(0, Assert.Single(summary.Diagnostics).Chunk);
    }

    [Fact]
    public void A_changed_chunk_header_is_reported() =>
        Check(file => Set(file, FirstChunk + 8, 77), live: 60, recovered: 0, EvtxDiagnosticCodes.ChunkHeaderChecksum);

    [Fact]
    public void Records_behind_a_torn_one_are_recovered()
    {
        var summary = Check(
            file => Set(file, FirstChunk + 512 + 4, 0), live: 40, recovered: 19,
            EvtxDiagnosticCodes.ChunkRecordsChecksum, EvtxDiagnosticCodes.RecordLength, EvtxDiagnosticCodes.RecordsRecovered);
        Assert.Equal(3, summary.Diagnostics.Count);
    }

    [Fact]
    public void Nothing_is_recovered_when_that_is_off()
    {
        var file = Set((byte[])Sound.Clone(), FirstChunk + 512 + 4, 0);
        var summary = EvtxFiles.Read(new MemoryStream(file), options: new EvtxReadOptions { Recover = false });
        Assert.Equal((40, 0), (summary.Live, summary.Recovered));
    }

    [Fact]
    public void Preallocated_chunks_are_passed_over() =>
        Check(file => [.. file, .. new byte[2 * ChunkBytes]], live: 60, recovered: 0);

    private static EvtxFileSummary Check(Func<byte[], byte[]> change, int live, int recovered, params string[] codes)
    {
        var summary = EvtxFiles.Read(new MemoryStream(change((byte[])Sound.Clone())));
        Assert.Equal((live, recovered), (summary.Live, summary.Recovered));
        Assert.Equal(codes.Order(StringComparer.Ordinal), summary.Diagnostics.Select(item => item.Code).Distinct().Order(StringComparer.Ordinal));
        return summary;
    }

    /// <summary>Changes the file header and makes its checksum right again.</summary>
    private static byte[] SetHeader(byte[] file, int at, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(124), Crc32.Of(file.AsSpan(0, 120)));
        return file;
    }

    private static byte[] Set(byte[] file, int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        return file;
    }

    private static byte[] Zero(byte[] file, int at, int length)
    {
        file.AsSpan(at, length).Clear();
        return file;
    }
}
