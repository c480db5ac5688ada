using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Audit;

/// <summary>
/// Cites an event by its records: the first one's place is known, the others are found from there as they were when the file was
/// read, by the same rule.
/// </summary>
internal sealed class AuditPieces(EvidenceBytes bytes) : LinePieces(bytes)
{
    private readonly EvidenceBytes _bytes = bytes;

    /// <inheritdoc/>
    public override ImmutableArray<LocatorPiece> Of(RecordRef record)
    {
        using var scan = new AuditScan(_bytes, record.Offset);
        if (!scan.TryNext(out var first, out var wholeLength) || wholeLength > 0 || first.Offset != record.Offset)
            return base.Of(record);
        var number = LineAt(record.Offset);
        var pieces = ImmutableArray.CreateBuilder<LocatorPiece>();
        pieces.Add(new LocatorPiece(first.Offset, first.Length, Line: number));
        var join = new AuditJoin(first);
        while (scan.Offset < join.OpenUntil && scan.TryNext(out var line, out _))
        {
            if (line.Kind == AuditRecordKind.None || line.Key != first.Key)
                continue;
            if (!join.TryTake(line))
                break;
            pieces.Add(new LocatorPiece(line.Offset, line.Length, Line: number + scan.LineIndex));
        }

        return pieces.ToImmutable();
    }
}
