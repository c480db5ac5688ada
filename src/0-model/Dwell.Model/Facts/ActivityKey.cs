namespace Dwell.Model.Facts;

/// <summary>
/// What activity is counted by. <paramref name="Source"/> is the channel or log, <paramref name="EventClass"/> a name of
/// <c>content/classes</c> (<c>other</c> for records that no mapping knows), <paramref name="HourUtc"/> counts hours since
/// 0001-01-01T00:00Z (-1 for undated records).
/// </summary>
public readonly record struct ActivityKey(string Host, string Source, string EventClass, long HourUtc);
