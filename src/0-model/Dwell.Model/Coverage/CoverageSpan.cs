using Dwell.Model.Time;

namespace Dwell.Model.Coverage;

/// <summary>
/// Whether one class of events was being recorded on one host in [From, To]; <paramref name="Why"/> says what shows it,
/// <paramref name="Records"/> how many records of the class the span has.
/// </summary>
public sealed record CoverageSpan(
    string Host,
    string EventClass,
    UtcInstant? From,
    UtcInstant? To,
    CoverageState State,
    string Why,
    long Records);
