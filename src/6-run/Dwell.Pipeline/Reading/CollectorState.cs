using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Facts.Identity;
using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Pipeline.Reading;

/// <summary>
/// All that a collector knows between two batches, as the store keeps it with what was appended up to then: enough for another
/// run on the same inputs to go on.
/// </summary>
internal sealed record CollectorState
{
    /// <summary>The hash of what the run was made of: evidence, content, options. Another hash makes the store worthless.</summary>
    public required string Inputs { get; init; }

    /// <summary>Whether records seen again were taken out, which is the end of reading.</summary>
    public required bool IsDone { get; init; }

    public required long Records { get; init; }

    public required long Hits { get; init; }

    public required bool Simulated { get; init; }

    public required UtcInstant? First { get; init; }

    public required UtcInstant? Last { get; init; }

    public required ImmutableArray<ItemCounts> Counts { get; init; }

    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    public required ImmutableSortedDictionary<string, long> Timeouts { get; init; }

    public required IdentityLogPosition Identities { get; init; }

    /// <summary>The state in a text; null for a text that is none, or one of other inputs.</summary>
    public static CollectorState? Read(string? text, string inputs)
    {
        if (text is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<CollectorState>(text) is { } state && state.Inputs == inputs ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}
