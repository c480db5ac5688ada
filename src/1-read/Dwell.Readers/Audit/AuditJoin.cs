namespace Dwell.Readers.Audit;

/// <summary>
/// The rule by which a record belongs to an event that has begun: the same node and id, no end of the event seen, no second system
/// call, and within <see cref="AuditLimits"/>. It looks at nothing but records of this id, so that a citation finds the same ones.
/// </summary>
internal struct AuditJoin
{
    private readonly long _first;
    private long _end;
    private int _lines;
    private bool _hasSyscall;
    private bool _isClosed;

    /// <summary>An event that begins with this record.</summary>
    public AuditJoin(in AuditLine first)
    {
        _first = first.Offset;
        _end = first.End;
        _lines = 1;
        _hasSyscall = first.Kind == AuditRecordKind.Syscall;
        _isClosed = first.Kind is AuditRecordKind.None or AuditRecordKind.Alone or AuditRecordKind.End;
    }

    /// <summary>The offset from which on no record can belong to the event any more; 0 when it is closed.</summary>
    public readonly long OpenUntil => _isClosed ? 0 : _end + AuditLimits.MostBytesBetween;

    /// <summary>True when the record was cut off by a limit rather than by the event's own end.</summary>
    public bool HitLimit { get; private set; }

    /// <summary>Takes a later record of the same id; false when it begins an event of its own.</summary>
    public bool TryTake(in AuditLine line)
    {
        if (_isClosed || line.Offset >= OpenUntil)
            return false;
        if (line.Kind == AuditRecordKind.Alone || (line.Kind == AuditRecordKind.Syscall && _hasSyscall))
        {
            _isClosed = true;
            return false;
        }

        if (_lines >= AuditLimits.MostLines || line.End - _first > AuditLimits.MostBytes)
        {
            HitLimit = _isClosed = true;
            return false;
        }

        _lines++;
        _end = line.End;
        _hasSyscall |= line.Kind == AuditRecordKind.Syscall;
        _isClosed = line.Kind == AuditRecordKind.End;
        return true;
    }
}
