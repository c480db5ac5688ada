using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Model.Facts;

/// <summary>A rule matched a record. <paramref name="RuleId"/> is the Sigma id of the rule. Stored as a fact is.</summary>
public readonly record struct Hit(string RuleId, RecordRef Record, UtcInstant? Time, string Host, string Source);
