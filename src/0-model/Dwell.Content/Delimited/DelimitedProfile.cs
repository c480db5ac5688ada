using System.Collections.Immutable;

namespace Dwell.Content.Delimited;

/// <summary>
/// A log of rows that is known: by the names in its header, or, where it has none, by what stands in its columns.
/// </summary>
/// <param name="Source">The log source of its records: <c>exchange/message-tracking</c>.</param>
/// <param name="Family">Their family; what stands before the <c>/</c> of the source, if the file does not say.</param>
/// <param name="Has">Names that the header must have, compared without case; empty for a log that is known without a header.</param>
/// <param name="Columns">The names of the columns of a log without a header; empty where the header gives them.</param>
/// <param name="Tests">What must stand in columns of a row without a header.</param>
/// <param name="Names">Names of columns that are called otherwise in records, by the name in the header, compared without case.</param>
/// <param name="Constants">Fields that every record has, and their values.</param>
/// <param name="Time">Where the time is; null where usual columns are tried.</param>
/// <param name="Id">The column with an id that the source gives each record; null when it gives none.</param>
/// <param name="Host">The column with the host that wrote the row, for its zone; null when there is none.</param>
/// <param name="Json">The column that holds the record itself as a JSON object; null when none does.</param>
/// <param name="BlankAsPlus">Columns in which the source writes a blank as <c>+</c>.</param>
/// <param name="DashIsNone">True when a lone <c>-</c> stands for no value.</param>
public sealed record DelimitedProfile(
    string Source,
    string Family,
    ImmutableArray<string> Has,
    ImmutableArray<string> Columns,
    ImmutableArray<ColumnTest> Tests,
    ImmutableDictionary<string, string> Names,
    ImmutableArray<KeyValuePair<string, string>> Constants,
    DelimitedTime? Time,
    string? Id,
    string? Host,
    string? Json,
    ImmutableArray<string> BlankAsPlus,
    bool DashIsNone)
{
    /// <summary>True when the profile is for logs without a header.</summary>
    public bool IsHeaderless => !Columns.IsEmpty;
}

/// <summary>
/// What column <paramref name="Column"/> (from 0) of a row must hold: one of <paramref name="Values"/> (ordinal), or a text of
/// <paramref name="Form"/>.
/// </summary>
public sealed record ColumnTest(int Column, ColumnForm Form, ImmutableArray<string> Values);

/// <summary>The form of a value.</summary>
public enum ColumnForm
{
    /// <summary>One of the values that are named.</summary>
    Words,

    /// <summary>Digits.</summary>
    Integer,

    /// <summary>A date and a time of day.</summary>
    Time,

    /// <summary>A numeric date without a time of day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Clock,

    /// <summary>An IP address.</summary>
    Address,

    /// <summary>An IP address and a port.</summary>
    Endpoint,

    /// <summary>Nothing, or an IP address.</summary>
    AddressOrNone,
}

/// <summary>
/// Where a row has its time: the first of <paramref name="Columns"/> that a header has, or all of them joined by a blank when
/// <paramref name="IsJoined"/>.
/// </summary>
/// <param name="Columns">Names of columns.</param>
/// <param name="IsJoined">True when the columns are parts of one time: a date and a time of day.</param>
/// <param name="IsUtc">True when a time that names no zone is UTC; false when it is local time of who wrote it.</param>
/// <param name="IsMonthFirst">True when a numeric date has the month first, false when the day; null when that follows the system.</param>
/// <param name="IsFileTime">True for a decimal count of 100 ns since 1601, as Windows counts.</param>
/// <param name="Zone">A column with the offset of the time from UTC (<c>-0700</c>); null when there is none.</param>
public sealed record DelimitedTime(
    ImmutableArray<string> Columns, bool IsJoined, bool IsUtc, bool? IsMonthFirst, bool IsFileTime, string? Zone);
