using System.Collections.Immutable;

namespace Dwell.Content.JsonLogs;

/// <summary>
/// A log in JSON that is known by the keys of its records, as <c>content/json</c> describes it.
/// </summary>
/// <param name="Source">The log source: <c>app/nextcloud</c>.</param>
/// <param name="Has">Keys (with dots between those of nested objects) that its records have, all of them.</param>
/// <param name="Any">Keys of which its records have one at least; empty when there are none such.</param>
/// <param name="Not">Keys that its records do not have.</param>
/// <param name="Times">The keys that may hold the time, the first that can be read is it.</param>
/// <param name="Id">The key of the id that the source gives each record; null for none.</param>
public sealed record JsonLog(
    string Source, ImmutableArray<string> Has, ImmutableArray<string> Any, ImmutableArray<string> Not, ImmutableArray<string> Times, string? Id);
