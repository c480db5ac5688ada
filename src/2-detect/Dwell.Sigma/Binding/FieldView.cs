using System.Collections.Frozen;
using Dwell.Model.LogSources;

namespace Dwell.Sigma.Binding;

/// <summary>
/// How a log source shows its records to rules: which of the taxonomy's fields go by other names, and which it can never
/// record. Immutable; rows with the same content share a view.
/// </summary>
internal sealed class FieldView
{
    private readonly FrozenDictionary<string, FieldSource> _sources;
    private readonly FrozenSet<string> _unavailable;

    public FieldView(LogSourceRow row)
    {
        _sources = row.Fields.ToFrozenDictionary(field => field.Field, StringComparer.OrdinalIgnoreCase);
        _unavailable = row.Unavailable.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        Key = string.Join('\n', row.Fields.Select(field => field.Field + "<" + KeyOf(field)))
            + "\n-" + string.Join('\n', row.Unavailable);
    }

    /// <summary>Equal for views of equal content.</summary>
    public string Key { get; }

    /// <summary>True when the source can never record the field: every test of it is unknown.</summary>
    public bool IsUnavailable(string field) => _unavailable.Contains(field);

    /// <summary>Where the field comes from; null when it goes by its own name.</summary>
    public FieldSource? SourceOf(string field) => _sources.GetValueOrDefault(field);

    /// <summary>A text that is equal for fields that are read the same way, whatever rule or view names them.</summary>
    public string ReadingOf(string field) => SourceOf(field) is { } source
        ? field.ToUpperInvariant() + "<" + KeyOf(source)
        : field.ToUpperInvariant();

    private static string KeyOf(FieldSource source) => $"{source.Convert}({string.Join(',', source.From)};{source.Argument})";
}
