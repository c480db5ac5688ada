using System.Collections.Immutable;
using Dwell.Sigma.Matching;

namespace Dwell.Sigma.Syntax;

/// <summary>
/// A rule's condition with the selections put in their places: what has to hold of one record. Immutable, knows
/// nothing of shapes or sources.
/// </summary>
internal abstract record Expression;

/// <summary>All terms hold. Never empty.</summary>
internal sealed record AllOf(ImmutableArray<Expression> Terms) : Expression;

/// <summary>At least one term holds. Never empty.</summary>
internal sealed record OneOf(ImmutableArray<Expression> Terms) : Expression;

/// <summary>The term does not hold.</summary>
internal sealed record Not(Expression Term) : Expression;

/// <summary>
/// At least one of <paramref name="Values"/> holds for the field. <paramref name="Field"/> null: keywords, which are
/// looked for in every value of the record.
/// </summary>
internal sealed record FieldTest(string? Field, ImmutableArray<ValueTest> Values) : Expression;
