namespace Dwell.Model.Facts;

/// <summary>
/// How many records one key had, and the lowest and highest sequence number (EVTX record id) among them;
/// both sequences are -1 where the source numbers nothing.
/// </summary>
public readonly record struct ActivityCount(ActivityKey Key, long Records, long FirstSequence, long LastSequence);
