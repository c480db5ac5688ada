using System.Collections.Immutable;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>What blocks of rows need from before them. Immutable.</summary>
/// <param name="Kind">How the columns are known.</param>
/// <param name="Dialect">How rows are written.</param>
/// <param name="Layout">What the columns are; null before the first header, and for <see cref="DelimitedKind.Headerless"/>.</param>
/// <param name="Candidates">The layouts of logs without a header that rows of the file fit.</param>
/// <param name="DataStart">Where the first row behind the header of a CSV file begins, in the file.</param>
/// <param name="Clock">The order of numeric dates, as far as some row of the file's head proves it, and the zones of hosts.</param>
/// <param name="Date">The date that a header said.</param>
internal sealed record DelimitedState(
    DelimitedKind Kind,
    DelimitedDialect Dialect,
    DelimitedLayout? Layout,
    ImmutableArray<DelimitedLayout> Candidates,
    long DataStart,
    LogClock Clock,
    ReadOnlyMemory<byte> Date)
{
    /// <summary>True when rows of the file's head have times that name no zone and are not known to be UTC.</summary>
    public bool HasAssumedZone { get; init; }
}

/// <summary>How the columns of a file are known.</summary>
internal enum DelimitedKind
{
    /// <summary>By a row of names.</summary>
    Header,

    /// <summary>By <c>#Fields:</c>, which may come again.</summary>
    Fields,

    /// <summary>By what stands in them.</summary>
    Headerless,
}
