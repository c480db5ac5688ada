using System.Globalization;
using System.Runtime.InteropServices;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Audit;

/// <summary>
/// Cuts an audit log into blocks of whole events. An event belongs to the block in which its first record stands; the block
/// reaches as far as the event's last record, and the next block leaves out what the one before has taken. The file is scanned
/// once, ahead of the blocks by no more than what an open event may need.
/// </summary>
internal sealed class AuditCutter : LogCutter
{
    private readonly LogFile _file;
    private readonly int _blockBytes;
    private readonly AuditScan _scan;

    // Lines that were scanned and are not yet in a block: line i of the file is at i - _passed.
    private readonly List<ScannedLine> _lines = [];
    private readonly Dictionary<ulong, OpenEvent> _open = [];
    private long _passed;
    private long _ownedEnd;
    private long _neededUntil;

    public AuditCutter(LogFile file, int blockBytes = LogBlock.UsualBytes)
    {
        _file = file;
        _blockBytes = blockBytes;
        _scan = new AuditScan(file.Bytes, LineEncoding.Of(file.Bytes).MarkBytes);
    }

    /// <inheritdoc/>
    public override bool Next(LogBlock block)
    {
        int owned;
        do
        {
            owned = CountOwned();
            if (owned == 0)
                return false;
            CloseEvents(owned);
        }
        while (!TryFill(block, owned));
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _scan.Dispose();
        base.Dispose(disposing);
    }

    // How many of the next lines the block owns: as many as fit, at least one.
    private int CountOwned()
    {
        var count = 0;
        while (count < _lines.Count || TryScan())
        {
            if (count > 0 && _lines[count].Line.End - _lines[0].Line.Offset > _blockBytes)
                break;
            count++;
        }

        return count;
    }

    // Scans as far as an event of the block's own lines can reach.
    private void CloseEvents(int owned)
    {
        _ownedEnd = _passed + owned;
        _neededUntil = 0;
        foreach (var (key, open) in _open)
        {
            if (open.Join.OpenUntil <= _scan.Offset)
                _open.Remove(key);
            else if (open.First < _ownedEnd)
                _neededUntil = Math.Max(_neededUntil, open.Join.OpenUntil);
        }

        while (_scan.Offset < _neededUntil && TryScan())
        {
        }

        _ownedEnd = 0;
    }

    private bool TryScan()
    {
        while (_scan.TryNext(out var line, out var wholeLength))
        {
            if (wholeLength > 0)
            {
                ReportLength(line.Offset, wholeLength);
                continue;
            }

            Add(line);
            return true;
        }

        return false;
    }

    private void Add(in AuditLine line)
    {
        var index = _passed + _lines.Count;
        if (line.Kind is AuditRecordKind.None or AuditRecordKind.Alone)
        {
            _lines.Add(new ScannedLine(line, index));
            return;
        }

        ref var open = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, line.Key, out var isKnown);
        var wasLimited = isKnown && open.Join.HitLimit;
        if (isKnown && open.Join.TryTake(line))
        {
            // A line that is still to come into a block follows one that may be in a block already, together with it.
            if (open.Last >= _passed)
                CollectionsMarshal.AsSpan(_lines)[(int)(open.Last - _passed)].Next = index;
            open.Last = index;
        }
        else
        {
            if (isKnown && open.Join.HitLimit && !wasLimited)
                ReportLimit(line.Offset);
            open = new OpenEvent { Join = new AuditJoin(line), First = index, Last = index };
        }

        _lines.Add(new ScannedLine(line, open.First));
        if (open.First < _ownedEnd)
            _neededUntil = Math.Max(_neededUntil, open.Join.OpenUntil);
    }

    // Takes the lines whose events begin in the block; false when all of its lines were taken by the block before.
    private bool TryFill(LogBlock block, int owned)
    {
        var lines = CollectionsMarshal.AsSpan(_lines);
        var places = new int[lines.Length];
        var count = 0;
        var end = lines[0].Line.Offset;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].First < _passed || lines[i].First >= _passed + owned)
                continue;
            places[i] = count++;
            end = Math.Max(end, lines[i].Line.End);
        }

        if (count > 0)
        {
            block.Offset = lines[0].Line.Offset;
            block.Length = 0;
            block.Grow((int)(end - block.Offset));
            block.Length = _file.Bytes.ReadAt(block.Offset, block.Buffer.AsSpan(0, (int)(end - block.Offset)));
            if (block.Length < end - block.Offset)
                throw new EndOfStreamException("The evidence became shorter while it was read.");
            block.State = new AuditLayout(Layout(lines, places, count, owned));
        }

        _lines.RemoveRange(0, owned);
        _passed += owned;
        return count > 0;
    }

    private BlockLine[] Layout(ReadOnlySpan<ScannedLine> lines, int[] places, int count, int owned)
    {
        var layout = new BlockLine[count];
        for (var i = 0; i < lines.Length; i++)
        {
            ref readonly var scanned = ref lines[i];
            if (scanned.First < _passed || scanned.First >= _passed + owned)
                continue;
            layout[places[i]] = new BlockLine((int)(scanned.Line.Offset - lines[0].Line.Offset), scanned.Line.Length, scanned.First == _passed + i)
            {
                Next = scanned.Next == 0 ? 0 : places[(int)(scanned.Next - _passed)],
            };
        }

        return layout;
    }

    private void ReportLength(long offset, long length) => Report(new Diagnostic(
        _file.Evidence,
        "line-too-long",
        offset,
        string.Create(CultureInfo.InvariantCulture, $"A line of {length} bytes was left out: lines of more than {LineCutter.MaxLineBytes} bytes are not read."),
        IsLoss: true));

    private void ReportLimit(long offset) => Report(new Diagnostic(
        _file.Evidence,
        "audit-event-too-long",
        offset,
        string.Create(
            CultureInfo.InvariantCulture,
            $"An audit event passes {AuditLimits.MostLines} records or {AuditLimits.MostBytes} bytes: what follows is read as an event of its own."),
        IsLoss: false));

    private struct ScannedLine(AuditLine line, long first)
    {
        public readonly AuditLine Line = line;

        // The index of the first line of its event.
        public readonly long First = first;

        // The index of the next line of its event; 0 when there is none.
        public long Next;
    }

    private struct OpenEvent
    {
        public AuditJoin Join;
        public long First;
        public long Last;
    }
}
