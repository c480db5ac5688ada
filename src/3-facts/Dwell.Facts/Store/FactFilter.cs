using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.Store;

/// <summary>Which facts: all that fit every part given. Texts are compared ordinally, as written.</summary>
public sealed record FactFilter
{
    /// <summary>All facts.</summary>
    public static FactFilter All { get; } = new();

    /// <summary>Facts of this kind.</summary>
    public FactKind? Kind { get; init; }

    /// <summary>Facts of this event class.</summary>
    public string? EventClass { get; init; }

    /// <summary>Facts that this host logged.</summary>
    public string? Host { get; init; }

    /// <summary>Facts inside this interval; undated facts are in none.</summary>
    public UtcInterval? Within { get; init; }

    /// <summary>Facts that name this value, in the sense of <see cref="Touch"/>.</summary>
    public string? Touches { get; init; }

    /// <summary>Facts that say anything in this column.</summary>
    public FactColumn? Present { get; init; }

    /// <summary>Facts that have <see cref="Value"/> in this column; both or neither are given.</summary>
    public FactColumn? Column { get; init; }

    /// <summary>The value of <see cref="Column"/>.</summary>
    public string? Value { get; init; }
}

/// <summary>Which hits: all that fit every part given. Texts are compared ordinally.</summary>
public sealed record HitFilter
{
    /// <summary>All hits.</summary>
    public static HitFilter All { get; } = new();

    /// <summary>Hits of this rule.</summary>
    public string? RuleId { get; init; }

    /// <summary>Hits on records of this host.</summary>
    public string? Host { get; init; }

    /// <summary>Hits inside this interval; undated hits are in none.</summary>
    public UtcInterval? Within { get; init; }
}

/// <summary>Which activity: all that fits every part given. Texts are compared ordinally.</summary>
public sealed record ActivityFilter
{
    /// <summary>All activity.</summary>
    public static ActivityFilter All { get; } = new();

    /// <summary>Activity of this host.</summary>
    public string? Host { get; init; }

    /// <summary>Activity of this event class.</summary>
    public string? EventClass { get; init; }

    /// <summary>
    /// Activity in hours of [First, Last], as <see cref="ActivityKey.HourUtc"/> counts them.
    /// </summary>
    public (long First, long Last)? Hours { get; init; }
}
