using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Analysis.Movement;

/// <summary>
/// One step from a machine to another. <paramref name="From"/> is an address or a name as written, empty when nothing names it.
/// <paramref name="Joined"/>: the arrival (logon, pipe) and what was done there are both on record and tied by a session
/// or by place and time; otherwise one of them is.
/// </summary>
public sealed record Hop(string From, string To, string? Account, string Method, UtcInstant? At, bool Joined, IReadOnlyList<Fact> Facts);
