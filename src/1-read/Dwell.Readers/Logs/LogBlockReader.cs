using Dwell.Model.Evidence;
using Dwell.Model.Records;

namespace Dwell.Readers.Logs;

/// <summary>Reads the records of blocks of one format. One a thread.</summary>
public abstract class LogBlockReader
{
    /// <summary>The current record; as a rule one object that is filled anew.</summary>
    public abstract LogRecord Record { get; }

    /// <summary>What was wrong in this block so far; complete when <see cref="MoveNext"/> gave false.</summary>
    public abstract IEnumerable<Diagnostic> Diagnostics { get; }

    /// <summary>Begins a block, which must stay until the last of its records was used.</summary>
    public abstract void Open(LogBlock block);

    /// <summary>Goes to the next record; false at the end of the block.</summary>
    public abstract bool MoveNext();
}
