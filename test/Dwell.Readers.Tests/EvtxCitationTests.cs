using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers;

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
        var item = ItemOf(path, bytes);
        var formats = new LogFormats();
        var pieces = new LogCitedPieces(formats);
        var elsewhere = 0;
        WindowsRecords.ForEach(file, record =>
        {
            var cited = pieces.PiecesOf(item, bytes, record.Ref);
            Assert.Equal(record.Ref.Offset, cited[0].Offset);
            Assert.Equal(record.Ref.Length, cited[0].Length);
            Assert.Equal(record.RecordId, cited[0].Record);
            var read = new List<string>();
            Assert.True(CitedLogRecord.TryRead(formats, item, bytes, cited, again => read = Fields(again)));
            Assert.Equal(Fields(record), read);
            elsewhere += cited.Length > 1 ? 1 : 0;
        });
        Assert.True(elsewhere > 100);
    }

    [SharedFact]
    public void Pieces_from_behind_the_end_are_not_read()
    {
        using var bytes = new WholeFile(SharedData.PathOf("evtx-robustness", "chainsaw_security_sample.evtx"));
        Assert.False(CanRead(bytes, [new LocatorPiece(bytes.Length + 4096, 100)]));
        Assert.False(CanRead(bytes, [new LocatorPiece(0, 100)]));
        Assert.False(CanRead(bytes, [new LocatorPiece(4096, 512)]));
    }

    private static bool CanRead(EvidenceBytes bytes, ImmutableArray<LocatorPiece> pieces) =>
        CitedLogRecord.TryRead(new LogFormats(), ItemOf("any.evtx", bytes), bytes, pieces, _ => { });

    private static EvidenceItem ItemOf(string path, EvidenceBytes bytes) => new()
    {
        Number = 0,
        Digest = default,
        Size = bytes.Length,
        Format = EvidenceFormat.Evtx,
        Places = [new EvidencePlace(path, default, [])],
    };

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
