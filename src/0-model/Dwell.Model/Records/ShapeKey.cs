using System.Collections.Immutable;

namespace Dwell.Model.Records;

/// <summary>What makes one <see cref="Shape"/> another one; see its properties.</summary>
internal readonly record struct ShapeKey(string Family, string Source, ImmutableArray<string> Fields, int IdSlot, int OwnFields);
