using System.Collections.Immutable;

namespace Dwell.Model.LogSources;

/// <summary>
/// How a field that a rule names is made from the fields of a record.
/// <paramref name="From"/> are source fields, in order; <paramref name="Convert"/> says how their values become one text.
/// <paramref name="Argument"/>: the separator of <c>join</c>, the key of <c>line-value</c>.
/// </summary>
public sealed record FieldSource(string Field, ImmutableArray<string> From, FieldConversion Convert, string? Argument = null);
