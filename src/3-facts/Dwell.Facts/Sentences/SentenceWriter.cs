using System.Collections.Frozen;
using System.Text;
using Dwell.Content.Classes;
using Dwell.Content.Sentences;
using Dwell.Content.Yaml;
using Dwell.Facts.Mapping;
using Dwell.Model.Facts;
using Dwell.Model.Records;

namespace Dwell.Facts.Sentences;

/// <summary>
/// Says in one plain sentence what a fact or a record says. Values are cut to <see cref="MaxValueLength"/>
/// and lose control
/// characters; escaping for HTML or a terminal is for whoever shows the sentence. Safe for any number of
/// threads.
/// </summary>
public sealed class SentenceWriter
{
    /// <summary>
    /// Longer values are cut with an ellipsis: the sentence is for reading, the record has the whole.
    /// </summary>
    public const int MaxValueLength = 160;

    private static readonly FrozenDictionary<string, FactColumn> Columns =
        Enum.GetValues<FactColumn>().ToFrozenDictionary(column => KebabCase.Of(column.ToString()), StringComparer.Ordinal);

    private readonly ClassCatalog _classes;
    private readonly FrozenDictionary<FactKind, FactSentence[]> _facts;
    private readonly FrozenDictionary<(string Channel, long EventId), RecordSentence> _records;

    /// <summary>A writer over the content's sentences.</summary>
    public SentenceWriter(SentenceCatalog sentences, ClassCatalog classes)
    {
        _classes = classes;
        _facts = sentences.Facts.GroupBy(item => item.Kind).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        _records = sentences.Records
            .SelectMany(item => item.EventIds.Select(id => KeyValuePair.Create((item.Channel, (long)id), item)))
            .DistinctBy(pair => pair.Key)
            .ToFrozenDictionary();
    }

    /// <summary>The sentence for a fact.</summary>
    public string Write(Fact fact)
    {
        var outcome = fact[FactColumn.Outcome];
        foreach (var item in _facts.GetValueOrDefault(fact.Kind, []))
        {
            if ((item.Outcome is null || item.Outcome == outcome)
                && (item.EventClass is null || item.EventClass == fact.EventClass))
                return Render(item.Template, name => fact[Columns[name]]);
        }

        return MeaningOf(fact.EventClass);
    }

    /// <summary>
    /// The sentence for a record: of its first fact where it gave one, else of its own fields, else what its
    /// class means.
    /// </summary>
    public string Write(LogRecord record, in RecordSummary summary, IReadOnlyList<Fact> facts)
    {
        if (facts.Count > 0)
            return Write(facts[0]);
        long id = 0;
        var hasId = record.Shape.Family == WindowsFields.Family && record.TryReadInteger(WindowsFields.EventId, out id);
        if (hasId && _records.TryGetValue((summary.Source, id), out var sentence))
            return Render(sentence.Template, name => OwnField(record, name));
        return summary.EventClass != RecordSummary.OtherClass
            ? MeaningOf(summary.EventClass)
            : OwnWords.Of(record, AppendValue) is { Length: > 0 } own ? own : MeaningOf(summary.EventClass);
    }

    private static string? OwnField(LogRecord record, string name) =>
        record[name] is { } value && !Converter.Meaningful(value).IsEmpty ? value : null;

    private static string Render(SentenceTemplate template, Func<string, string?> valueOf)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
        {
            if (part.IsOptional && part.Pieces.Any(IsMissing))
                continue;
            foreach (var piece in part.Pieces)
            {
                if (piece.IsValue)
                    AppendValue(text, valueOf(piece.Text) ?? piece.Otherwise ?? "(not recorded)");
                else
                    text.Append(piece.Text);
            }
        }

        return text.ToString();

        bool IsMissing(SentenceTemplate.Piece piece) =>
            piece.IsValue && piece.Otherwise is null && valueOf(piece.Text) is null;
    }

    private static void AppendValue(StringBuilder text, string value)
    {
        var length = Math.Min(value.Length, MaxValueLength);
        if (length < value.Length && char.IsHighSurrogate(value[length - 1]))
            length--;
        var lastWasSpace = false;
        foreach (var c in value.AsSpan(0, length))
        {
            var isSpace = char.IsControl(c) || char.IsWhiteSpace(c);
            if (!isSpace || !lastWasSpace)
                text.Append(isSpace ? ' ' : c);
            lastWasSpace = isSpace;
        }

        if (length < value.Length)
            text.Append('…');
    }

    private string MeaningOf(string eventClass) =>
        _classes.Classes.TryGetValue(eventClass, out var known)
            ? known.Meaning
            : "An event of a kind that Dwell does not interpret.";
}
