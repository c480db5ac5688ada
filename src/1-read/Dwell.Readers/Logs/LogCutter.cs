using Dwell.Model.Evidence;

namespace Dwell.Readers.Logs;

/// <summary>
/// Cuts one file into blocks at the borders of records, from its beginning to its end, and carries on what later blocks need from
/// earlier ones. One thread, in order. The same file gives the same blocks every time, so that a run can be resumed between two.
/// </summary>
public abstract class LogCutter : IDisposable
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>What was wrong so far, beyond what readers of blocks see.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>
    /// Fills the block with the next records; false when there are none left. May throw <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/> when the evidence can't be read on.
    /// </summary>
    public abstract bool Next(LogBlock block);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the cutter opened itself (never the file's bytes).</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Notes something that was wrong.</summary>
    protected void Report(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);
}
