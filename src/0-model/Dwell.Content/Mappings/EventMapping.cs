using System.Collections.Immutable;
using Dwell.Model.Facts;

namespace Dwell.Content.Mappings;

/// <summary>
/// What records of one kind say. A record fits when its channel, its event id and (where given) its provider
/// do; it gives
/// a fact when <paramref name="Kind"/> is given, all of <paramref name="Where"/> hold, and each of
/// <paramref name="Required"/> got a value. Several mappings may fit one record: each gives its fact, the
/// first the class.
/// </summary>
/// <param name="File">The file of the content.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Channel">The channel as Windows writes it, compared without case; or the log, for other families.</param>
/// <param name="Provider">The provider's name, or its beginning and <c>*</c>; null allows any.</param>
/// <param name="EventIds">The event ids.</param>
/// <param name="EventClass">A name of <c>content/classes</c>, for activity.</param>
/// <param name="Refinements">Finer classes, the first whose field has a value wins.</param>
/// <param name="Kind">The kind of fact; null for records that only count as activity.</param>
/// <param name="Columns">The columns, in the order of <see cref="FactColumn"/>.</param>
/// <param name="Required">Columns without which there is no fact.</param>
/// <param name="Where">Conditions on fields; all must hold.</param>
public sealed record EventMapping(
    string File,
    long Line,
    string Channel,
    string? Provider,
    ImmutableArray<int> EventIds,
    string EventClass,
    ImmutableArray<ClassRefinement> Refinements,
    FactKind? Kind,
    ImmutableArray<ColumnMapping> Columns,
    ImmutableArray<FactColumn> Required,
    ImmutableArray<FieldCondition> Where);

/// <summary>
/// What records of one log of another family than <c>windows</c> say, as shapes name it (<c>zeek/conn</c>).
/// </summary>
/// <param name="Log">The log; compared ordinally.</param>
/// <param name="Host">The fields that name the host that wrote the record, the first that has a value wins; empty when none does.</param>
/// <param name="Key">The field by whose value events are found; null when all are tried.</param>
/// <param name="Events">The mappings in the order of files and lines; without values they fit any.</param>
public sealed record LogMapping(string Log, ImmutableArray<FieldRef> Host, FieldRef? Key, ImmutableArray<KeyedMapping> Events);

/// <summary>A mapping for records whose key has one of the values (compared without case); any, when there are none.</summary>
public sealed record KeyedMapping(ImmutableArray<string> Values, EventMapping Mapping);

/// <summary>The record is of <paramref name="EventClass"/> when <paramref name="Field"/> has a value (one of
/// <paramref name="Values"/>, where any are given).</summary>
public sealed record ClassRefinement(FieldRef Field, ImmutableArray<WildcardPattern> Values, string EventClass);

/// <summary>The field's value fits one of the patterns.</summary>
public sealed record FieldCondition(FieldRef Field, ImmutableArray<WildcardPattern> Values);
