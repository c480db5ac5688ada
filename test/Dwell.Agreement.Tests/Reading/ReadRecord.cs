using System.Collections.Immutable;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Tests.Reading;

/// <summary>
/// A record as a test compares it: what the reader gave, and the facts that the mappings made of it. <paramref name="Text"/> is
/// what the evidence has at the record's place; a name that has several values has them all.
/// </summary>
internal sealed record ReadRecord(
    long Offset,
    string Text,
    string Source,
    UtcInstant? Time,
    ImmutableArray<KeyValuePair<string, string>> Fields,
    ImmutableArray<Fact> Facts)
{
    /// <summary>The first value of a field; null when absent.</summary>
    public string? this[string name] => Fields.Where(field => field.Key == name).Select(field => field.Value).FirstOrDefault();

    /// <summary>The values of a column over all facts.</summary>
    public IEnumerable<string> Values(FactColumn column) => Facts.Select(fact => fact[column]).OfType<string>();
}
