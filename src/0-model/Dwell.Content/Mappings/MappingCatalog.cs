using System.Collections.Immutable;

namespace Dwell.Content.Mappings;

/// <summary>
/// All of <c>content/mappings</c>: tables by name, and mappings in the order of files and lines.
/// </summary>
public sealed record MappingCatalog(
    ImmutableSortedDictionary<string, ValueTable> Tables, ImmutableArray<EventMapping> Events)
{
    /// <summary>The table by which <see cref="ColumnConversion.Codes"/> reads message codes.</summary>
    public const string MessageCodes = "message-codes";
}
