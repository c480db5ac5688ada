using System.Collections.Immutable;

namespace Dwell.Model.LogSources;

/// <summary>
/// One way in which a Sigma log source is really written. A Sigma rule's <c>logsource</c> matches the row when each of
/// category, product and service that the rule names equals the row's (a row with <c>null</c> does not have that key).
/// A record belongs to the row when its shape is of <paramref name="Family"/>, its channel is one of
/// <paramref name="Channels"/> and its event id one of <paramref name="EventIds"/> (an empty list allows any).
/// </summary>
/// <param name="Id">Stable name, for messages: <c>windows-security-process-creation</c>.</param>
/// <param name="Family">Family of shapes.</param>
/// <param name="Category">Sigma category or null.</param>
/// <param name="Product">Sigma product or null.</param>
/// <param name="Service">Sigma service or null.</param>
/// <param name="Channels">Channels as written in the record, or logs as shapes name their source (<c>zeek/dns</c>); compared without case.</param>
/// <param name="Providers">Provider names, where a channel is shared by many (<c>System</c>, <c>Application</c>); empty allows any.</param>
/// <param name="EventIds">Event ids; empty allows any.</param>
/// <param name="Fields">How fields of the taxonomy are found in these records; a field that is not listed has its own name.</param>
/// <param name="Unavailable">Fields of the taxonomy that this source can never record. A condition on one is unknown, not
/// false: <c>not</c> of unknown is unknown, and an unknown rule does not match.</param>
public sealed record LogSourceRow(
    string Id,
    string Family,
    string? Category,
    string? Product,
    string? Service,
    ImmutableArray<string> Channels,
    ImmutableArray<string> Providers,
    ImmutableArray<int> EventIds,
    ImmutableArray<FieldSource> Fields,
    ImmutableArray<string> Unavailable);
