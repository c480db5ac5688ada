using System.Collections.Immutable;
using Dwell.Model.Facts;

namespace Dwell.Content.Fields;

/// <summary>All of <c>content/fields</c>: every column and every kind, in the order of their enums.</summary>
public sealed record FieldCatalog(ImmutableArray<ColumnDescription> Columns, ImmutableArray<KindDescription> Kinds);

/// <summary>What a column holds, and what others call it.</summary>
public sealed record ColumnDescription(
    FactColumn Column,
    ColumnType Type,
    string Meaning,
    ImmutableArray<string> SigmaNames,
    ImmutableArray<string> EcsNames);

/// <summary>
/// What a kind of fact says, the words of its outcome, and the columns that it may have, in order of reading.
/// </summary>
public sealed record KindDescription(
    FactKind Kind,
    string Meaning,
    ImmutableArray<string> Outcomes,
    ImmutableArray<FactColumn> Columns);

/// <summary>What the text of a column is.</summary>
public enum ColumnType
{
    /// <summary>Any text, as the source wrote it.</summary>
    Text,

    /// <summary>One of a small set of words of Dwell.</summary>
    Word,

    /// <summary>A decimal integer, not negative.</summary>
    Integer,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>An IP address; IPv4 never as IPv4 in IPv6.</summary>
    Address,

    /// <summary>A host name as written.</summary>
    Host,

    /// <summary><c>DOMAIN\name</c>, or the name alone.</summary>
    Account,

    /// <summary>A SID.</summary>
    Sid,

    /// <summary><c>0x…</c> without leading zeros.</summary>
    LogonId,

    /// <summary>A path of a file or of the registry.</summary>
    Path,

    /// <summary><c>SHA256=…,MD5=…</c>.</summary>
    Hashes,
}
