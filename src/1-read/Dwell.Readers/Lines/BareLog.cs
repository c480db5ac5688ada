using System.Collections.Immutable;
using Dwell.Content.Lines;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>
/// The log file of a program that writes without a logging service: how its lines begin, and its patterns.
/// </summary>
public sealed record BareLog
{
    internal BareLog(int index, LineSource source, ImmutableArray<CompiledEnvelope> envelopes, DateOrder order, PatternSet set)
    {
        Index = index;
        Source = source;
        Envelopes = envelopes;
        Order = order;
        Set = set;
    }

    /// <summary>Dense, from 0, within <see cref="LinePatterns.Bare"/>.</summary>
    public int Index { get; }

    /// <summary>The source of its records.</summary>
    public LineSource Source { get; }

    /// <summary>How the program writes numeric dates, where the content knows it.</summary>
    public DateOrder Order { get; }

    internal ImmutableArray<CompiledEnvelope> Envelopes { get; }

    internal PatternSet Set { get; }
}

/// <summary>How a line of such a file looks around its message.</summary>
internal sealed class CompiledEnvelope(PatternText text, Func<string, int> slotOf)
{
    /// <summary>The capture that holds the time of the line.</summary>
    public const string TimeField = "time";

    /// <summary>Its slot: it is no field of the record.</summary>
    public const int TimeSlot = -3;

    public CompiledText Text { get; } = new(text, slotOf);

    /// <summary>The time in the captures of a match; false when the line has none that can be read.</summary>
    public static bool TryTime(ReadOnlySpan<byte> line, CaptureBuffer captures, DateOrder order, out LogTime time)
    {
        time = default;
        return captures.TryFind(TimeSlot, out var found)
            && LogTimeReader.TryRead(line.Slice(found.Start, found.Length), out time, out _, order);
    }
}
