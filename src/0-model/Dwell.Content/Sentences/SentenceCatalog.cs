using System.Collections.Immutable;
using Dwell.Model.Facts;

namespace Dwell.Content.Sentences;

/// <summary>
/// All of <c>content/sentences</c>, in the order of the files; the first that fits is taken.
/// </summary>
public sealed record SentenceCatalog(ImmutableArray<FactSentence> Facts, ImmutableArray<RecordSentence> Records);

/// <summary>
/// A sentence for facts of a kind, an outcome (null: any) and a class (null: any). Names are those of
/// columns.
/// </summary>
public sealed record FactSentence(FactKind Kind, string? Outcome, string? EventClass, SentenceTemplate Template);

/// <summary>
/// A sentence for records of a channel that give no fact. Names are those of the record's fields.
/// </summary>
public sealed record RecordSentence(string Channel, ImmutableArray<int> EventIds, SentenceTemplate Template);
