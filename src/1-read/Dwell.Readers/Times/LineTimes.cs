namespace Dwell.Readers.Times;

/// <summary>Finds the time of a line of one kind of file. For one thread.</summary>
public abstract class LineTimes
{
    /// <summary>The time of the line; false when it has none.</summary>
    public abstract bool TryTime(ReadOnlySpan<byte> line, out LogTime time);
}
