using System.Globalization;
using Dwell.Content.Fields;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// How a value is kept. A value that its column's form can't give back to the letter (a port written as <c>080</c>, an IPv6
/// address) is kept as text in a column beside, so that nothing is lost and the usual case is small.
/// </summary>
internal enum ValueForm : byte
{
    /// <summary>VARCHAR.</summary>
    Text,

    /// <summary>BIGINT, for a plain decimal number.</summary>
    Integer,

    /// <summary>BOOLEAN, for <c>true</c> and <c>false</c>.</summary>
    Flag,

    /// <summary>INTEGER: the number of a word; any text is one where the column has few (see <see cref="Rows.WordChoice"/>).</summary>
    Word,

    /// <summary>UINTEGER: an IPv4 address.</summary>
    Ipv4,
}

/// <summary>Forms of values: which column has which, and from text to number and back.</summary>
internal static class ValueForms
{
    /// <summary>Longer texts are kept as they are: a word is one of a small set.</summary>
    public const int MaxWordBytes = 64;

    public static ValueForm Of(ColumnType type) => type switch
    {
        ColumnType.Integer => ValueForm.Integer,
        ColumnType.Flag => ValueForm.Flag,
        ColumnType.Address => ValueForm.Ipv4,
        _ => ValueForm.Word,
    };

    public static string SqlTypeOf(ValueForm form) => form switch
    {
        ValueForm.Integer => "BIGINT",
        ValueForm.Flag => "BOOLEAN",
        ValueForm.Word => "INTEGER",
        ValueForm.Ipv4 => "UINTEGER",
        _ => "VARCHAR",
    };

    public static string TextOf(uint ipv4) =>
        string.Create(CultureInfo.InvariantCulture, $"{ipv4 >> 24}.{(ipv4 >> 16) & 255}.{(ipv4 >> 8) & 255}.{ipv4 & 255}");
}
