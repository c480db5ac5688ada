using Dwell.Model.LogSources;
using Dwell.Model.Records;

namespace Dwell.Sigma.Binding;

/// <summary>Which rows of the log-source table a rule means, and which a record belongs to.</summary>
internal static class RowMatch
{
    public const string ChannelField = "Channel";
    public const string ProviderField = "Provider_Name";
    public const string EventIdField = "EventID";

    /// <summary>True when each key that the rule names is the row's.</summary>
    public static bool Means(RuleLogSource source, LogSourceRow row) =>
        Fits(source.Category, row.Category) && Fits(source.Product, row.Product) && Fits(source.Service, row.Service);

    /// <summary>True when the gap is about this log source.</summary>
    public static bool Explains(LogSourceGap gap, RuleLogSource source) =>
        Fits(gap.Category, source.Category) && Fits(gap.Product, source.Product) && Fits(gap.Service, source.Service);

    /// <summary>True when the record belongs to the row.</summary>
    public static bool Holds(LogSourceRow row, LogRecord record) =>
        string.Equals(row.Family, record.Shape.Family, StringComparison.OrdinalIgnoreCase)
        && (row.Channels.IsEmpty || row.Channels.Contains(LogOf(record), StringComparer.OrdinalIgnoreCase))
        && (row.Providers.IsEmpty || row.Providers.Contains(record[ProviderField] ?? "", StringComparer.OrdinalIgnoreCase))
        && (row.EventIds.IsEmpty || row.EventIds.Any(id => record[EventIdField] == id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    // Records of one log say so by their shape; Windows records name their channel.
    private static string LogOf(LogRecord record) =>
        record.Shape.Source.Length > 0 ? record.Shape.Source : record[ChannelField] ?? "";

    private static bool Fits(string? wanted, string? found) =>
        wanted is null || string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);
}
