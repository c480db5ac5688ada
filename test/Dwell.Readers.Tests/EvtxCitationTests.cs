using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Windows;

namespace Dwell.Tests;

public sealed class EvtxCitationTests
{
    [SharedTheory]
    [InlineData("evtx-robustness/security.evtx")]
    [InlineData("evtx-robustness/2-vss_7-System.evtx")]
    [InlineData("evtx-robustness/sample-with-zero-data-size-event.evtx")]
    public void A_record_reads_the_same_from_its_cited_bytes_alone(string path)
    {
        var file = SharedData.PathOf(path);
        using var bytes = new WholeFile(file);
        var pieces = new EvtxCitedPieces();
        var elsewhere = 0;
        WindowsRecords.ForEach(file, record =>
        {
            var cited = pieces.PiecesOf(bytes, record.Ref);
            Assert.Equal(record.Ref.Offset, cited[0].Offset);
            Assert.Equal(record.Ref.Length, cited[0].Length);
            Assert.Equal(record.RecordId, cited[0].Record);
            Assert.True(EvtxCitedRecord.TryRead(bytes, cited, out var read));
            Assert.Equal(Fields(record), Fields(read!.Record));
            elsewhere += cited.Length > 1 ? 1 : 0;
        });
        Assert.True(elsewhere > 100);
    }

    [SharedFact]
    public void Pieces_from_behind_the_end_are_not_read()
    {
        using var bytes = new WholeFile(SharedData.PathOf("evtx-robustness", "chainsaw_security_sample.evtx"));
        Assert.False(EvtxCitedRecord.TryRead(bytes, [new LocatorPiece(bytes.Length + 4096, 100)], out _));
        Assert.False(EvtxCitedRecord.TryRead(bytes, [new LocatorPiece(0, 100)], out _));
        Assert.False(EvtxCitedRecord.TryRead(bytes, [new LocatorPiece(4096, 512)], out _));
    }

    private static List<string> Fields(LogRecord record)
    {
        var fields = new List<string>();
        for (var slot = 0; slot < record.Shape.Fields.Length; slot++)
        {
            for (var index = 0; index < record.CountAt(slot); index++)
            {
                var state = record.Read(slot, index, out var text);
                fields.Add($"{record.Shape.Fields[slot]} {state} {text}");
            }
        }

        return fields;
    }

    private sealed class WholeFile(string path) : EvidenceBytes
    {
        private readonly byte[] _bytes = File.ReadAllBytes(path);

        public override long Length => _bytes.Length;

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            var length = (int)Math.Clamp(_bytes.Length - offset, 0, buffer.Length);
            _bytes.AsSpan((int)Math.Min(offset, _bytes.Length), length).CopyTo(buffer);
            return length;
        }
    }
}
