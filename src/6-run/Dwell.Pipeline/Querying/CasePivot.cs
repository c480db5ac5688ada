using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dwell.Case;
using Dwell.Content.Classes;
using Dwell.Content.Fields;
using Dwell.Content.Sentences;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Facts.DuckDb;
using Dwell.Facts.Sentences;
using Dwell.Facts.Store;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Pipeline.Querying;

/// <summary>A fact that touches a value: what it says, and the way back to its record.</summary>
public sealed record PivotRow(Fact Fact, string Sentence, string Path, string EvidenceHash)
{
    /// <summary>The row as a JSON object on one line.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("time", Fact.Time?.ToString());
            json.WriteString("kind", KebabCase.Of(Fact.Kind.ToString()));
            json.WriteString("host", Fact.Host);
            json.WriteString("source", Fact.Source);
            json.WriteString("says", Sentence);
            json.WriteStartObject("values");
            foreach (var (column, value) in Fact.Values)
                json.WriteString(KebabCase.Of(column.ToString()), value);
            json.WriteEndObject();
            json.WriteStartObject("citation");
            json.WriteString("path", Path);
            json.WriteString("evidence", EvidenceHash);
            json.WriteNumber("offset", Fact.Record.Offset);
            json.WriteNumber("length", Fact.Record.Length);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }
}

/// <summary>Everything in a case that touches a value, over all kinds of facts.</summary>
public sealed class CasePivot : IDisposable
{
    private readonly DuckDbFactStore _store;
    private readonly SentenceWriter _sentences;
    private readonly ImmutableArray<(string Path, string Hash)> _evidence;

    private CasePivot(DuckDbFactStore store)
    {
        _store = store;
        _evidence = store.Evidence();
        _sentences = new SentenceWriter(SentenceLoader.Load(ContentStore.Embedded), ClassLoader.Load(ContentStore.Embedded));
    }

    /// <summary>Opens the store of a case. Throws <see cref="CaseException"/> for a case without one.</summary>
    public static CasePivot Open(CaseFolder folder) =>
        new(DuckDbFactStore.OpenForReading(CaseSql.PathOf(folder), FieldLoader.Load(ContentStore.Embedded), new StoreOptions()));

    /// <summary>The facts by time, undated last; see <see cref="Touch"/> for when one touches the value.</summary>
    public IEnumerable<PivotRow> Find(string value, UtcInterval? within)
    {
        foreach (var fact in _store.Facts(new FactFilter { Touches = value, Within = within }))
        {
            var (path, hash) = fact.Record.Evidence < _evidence.Length ? _evidence[fact.Record.Evidence] : ("", "");
            yield return new PivotRow(fact, _sentences.Write(fact), path, hash);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}
