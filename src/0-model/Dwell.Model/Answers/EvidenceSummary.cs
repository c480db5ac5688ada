using System.Collections.Immutable;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>What was read. <paramref name="From"/> and <paramref name="To"/> are the first and the last record's time, null without dated records.</summary>
public sealed record EvidenceSummary(
    UtcInstant? From,
    UtcInstant? To,
    int Files,
    long Bytes,
    long Records,
    HostSummary Hosts,
    ImmutableArray<RejectedEvidence> Rejected,
    string ContentHash,
    string? Organisation);

/// <summary>
/// Hosts: named by evidence or context file, seen writing records, and those of the context file that wrote none.
/// </summary>
public sealed record HostSummary(int Known, int Seen, ImmutableArray<string> NeverExamined);

/// <summary>A file that is no evidence, and why.</summary>
public sealed record RejectedEvidence(string Path, string Why);
