using System.Collections.Immutable;
using Dwell.Model.Facts;

namespace Dwell.Content.Mappings;

/// <summary>
/// How one column of a fact gets its value: from the first of the sources that gives one, else the constant, if any.
/// </summary>
public sealed record ColumnMapping(FactColumn Column, string? Constant, ImmutableArray<ColumnSource> Sources);

/// <summary>
/// One way to a value: the fields, their conversion, the conversion's <paramref name="Argument"/> (the key of
/// <see cref="ColumnConversion.LineValue"/>), and the table in which the result is looked up, if any.
/// <paramref name="KeepUnknown"/> keeps a value that the table does not have; otherwise it is left out.
/// </summary>
public sealed record ColumnSource(
    ImmutableArray<FieldRef> Fields,
    ColumnConversion Convert,
    string? Argument,
    ValueTable? Table,
    bool KeepUnknown);
