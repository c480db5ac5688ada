using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Model.Answers;
using Dwell.Model.Context;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Pipeline.Reading;
using Dwell.Readers;
using Dwell.Readers.Logs;
using Dwell.Sigma;

namespace Dwell.Pipeline.Rules;

/// <summary>A diagnostic with the path of its evidence.</summary>
public sealed record PlacedDiagnostic(string Path, Diagnostic Diagnostic);

/// <summary>What a run of rules over evidence gave besides the matches.</summary>
/// <param name="Records">Records read.</param>
/// <param name="Matches">Lines written.</param>
/// <param name="Rejected">Evidence that was not read, with the reason.</param>
/// <param name="Diagnostics">What could not be read inside of it.</param>
/// <param name="Timeouts">Rules whose regular expression reached its time limit, and how often.</param>
public sealed record RuleEvaluationSummary(
    long Records, long Matches, ImmutableArray<RejectedEvidence> Rejected, ImmutableArray<PlacedDiagnostic> Diagnostics,
    ImmutableSortedDictionary<int, long> Timeouts)
{
    /// <summary>True when nothing of the evidence was lost and every rule could decide.</summary>
    public bool IsWhole => Rejected.IsEmpty && Timeouts.IsEmpty
        && !Diagnostics.Any(found => found.Diagnostic.IsLoss);
}

/// <summary>Runs rules over evidence and writes each match as a JSON line with its record and citation: no case, no answers.</summary>
public sealed class RuleEvaluation
{
    private readonly SigmaEngine _engine;
    private readonly CitationMaker _citations;
    private readonly SigmaMatcher _matcher;
    private readonly ReaderTools _tools = new(new ShapeTable());
    private readonly Dictionary<LogFormat, LogBlockReader> _readers = new(ReferenceEqualityComparer.Instance);
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;
    private readonly List<Diagnostic> _diagnostics = [];
    private long _records;
    private long _matches;

    private RuleEvaluation(SigmaEngine engine, CitationMaker citations, Utf8JsonWriter json, Stream output)
    {
        _engine = engine;
        _citations = citations;
        _matcher = engine.CreateMatcher();
        _output = output;
        _json = json;
    }

    /// <summary>
    /// Writes the matches of all evidence below <paramref name="paths"/>, in the order of the evidence (by path), its records, and
    /// the rules (as loaded).
    /// </summary>
    public static RuleEvaluationSummary Run(SigmaEngine engine, IEnumerable<string> paths, Stream output, CancellationToken cancellation)
    {
        var formats = new LogFormats();
        var manifest = EvidenceManifest.Build(paths, cancellation: cancellation);
        using var source = new EvidenceSource(manifest);
        using var citations = new CitationMaker(source, new LogCitedPieces(formats));
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var run = new RuleEvaluation(engine, citations, json, output);
        foreach (var block in new EvidenceBlocks(source, formats, CaseContext.Empty, run._diagnostics.Add).All())
        {
            using (block)
            {
                cancellation.ThrowIfCancellationRequested();
                run.Read(block);
            }
        }

        var diagnostics = manifest.Diagnostics.Concat(run._diagnostics)
            .Select(found => new PlacedDiagnostic(manifest.Items[found.Evidence].Path, found));
        return new RuleEvaluationSummary(run._records, run._matches, manifest.Rejected, [.. diagnostics], run._matcher.Timeouts);
    }

    private void Read(LogBlock block)
    {
        if (!_readers.TryGetValue(block.Format, out var reader))
            _readers.Add(block.Format, reader = block.Format.CreateReader(_tools));
        reader.Open(block);
        while (reader.MoveNext())
            Match(reader.Record);
        _diagnostics.AddRange(reader.Diagnostics);
    }

    private void Match(LogRecord record)
    {
        _records++;
        foreach (var rule in _matcher.Match(record))
        {
            _matches++;
            Write(_engine.RuleSet.Rules[rule], record);
        }
    }

    private void Write(SigmaRule rule, LogRecord record)
    {
        _json.WriteStartObject();
        _json.WriteString("ruleId", rule.Id);
        _json.WriteString("title", rule.Title);
        _json.WriteString("level", rule.Level.ToString().ToLowerInvariant());
        if (record.Time is { } time)
            _json.WriteString("time", time.ToString());
        else
            _json.WriteNull("time");
        _json.WriteString("host", record["Computer"]);
        if (record.Recovered)
            _json.WriteBoolean("recovered", true);
        WriteList("techniques", rule.Techniques);
        WriteList("tactics", rule.Tactics.Select(TacticNames.Current).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        WriteRecord(record);
        WriteCitation(_citations.Make(record.Ref));
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _output.WriteByte((byte)'\n');
    }

    private void WriteList(string name, IEnumerable<string> texts)
    {
        _json.WriteStartArray(name);
        foreach (var text in texts)
            _json.WriteStringValue(text);
        _json.WriteEndArray();
    }

    // A name that stands at several slots, or a slot with several values, is a list.
    private void WriteRecord(LogRecord record)
    {
        _json.WriteStartObject("record");
        var shape = record.Shape;
        for (var slot = 0; slot < shape.Fields.Length; slot++)
        {
            var slots = shape.SlotsOf(shape.Fields[slot]);
            if (slots[0] != slot)
                continue;
            var count = slots.Sum(record.CountAt);
            if (count == 0)
                continue;
            _json.WritePropertyName(shape.Fields[slot]);
            if (count > 1)
                _json.WriteStartArray();
            foreach (var place in slots)
                WriteValues(record, place);
            if (count > 1)
                _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private void WriteValues(LogRecord record, int slot)
    {
        var count = record.CountAt(slot);
        for (var i = 0; i < count; i++)
        {
            if (record.Read(slot, i, out var text) == FieldState.Text)
                _json.WriteStringValue(text);
            else
                _json.WriteNullValue();
        }
    }

    private void WriteCitation(Citation citation)
    {
        _json.WriteStartObject("citation");
        _json.WriteString("evidence", citation.Evidence.ToString());
        _json.WriteString("locator", citation.Locator.ToString());
        _json.WriteString("sha256", citation.Sha256.ToString());
        _json.WriteString("path", citation.Path);
        _json.WriteEndObject();
    }
}
