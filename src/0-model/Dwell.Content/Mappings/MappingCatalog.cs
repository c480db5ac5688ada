using System.Collections.Immutable;

namespace Dwell.Content.Mappings;

/// <summary>
/// All of <c>content/mappings</c>: tables by name, mappings of Windows events in the order of files and lines, and
/// mappings of other logs, one object a log, in ordinal order.
/// </summary>
public sealed record MappingCatalog(
    ImmutableSortedDictionary<string, ValueTable> Tables, ImmutableArray<EventMapping> Events, ImmutableArray<LogMapping> Logs)
{
    /// <summary>The table by which <see cref="ColumnConversion.Codes"/> reads message codes.</summary>
    public const string MessageCodes = "message-codes";
}
