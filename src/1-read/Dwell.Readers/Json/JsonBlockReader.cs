using System.Collections.Immutable;
using System.Globalization;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Json;

/// <summary>Reads the records of blocks of JSON. What is no JSON becomes records of its lines, and is said.</summary>
internal sealed class JsonBlockReader : LogBlockReader
{
    private static readonly JsonBlockState Single = new(IsLines: false, WrapperDepth: 0, Path: "");

    private readonly JsonRecords _records;
    private readonly JsonStream _stream;
    private readonly PlainLines _plain;
    private readonly SlotRecord _record = new();
    private readonly List<Diagnostic> _diagnostics = [];
    private LogBlock? _block;
    private JsonBlockState _state = Single;
    private JsonWide? _wide;
    private byte[] _bytes = [];
    private bool _isWide;
    private long _broken;
    private long _firstBroken;
    private bool _isDepthSaid;
    private bool _isCutSaid;

    public JsonBlockReader(ReaderTools tools, ImmutableArray<JsonDialect> dialects, LineKnowledge? lines)
    {
        _records = new JsonRecords(tools, dialects, lines);
        _stream = new JsonStream(_records.Scanner);
        _plain = new PlainLines(tools.Shapes);
    }

    public override LogRecord Record => _record;

    public override IEnumerable<Diagnostic> Diagnostics => _diagnostics;

    public override void Open(LogBlock block)
    {
        _block = block;
        _state = block.State as JsonBlockState ?? Single;
        _diagnostics.Clear();
        _broken = 0;
        _isDepthSaid = _isCutSaid = false;
        _bytes = block.Buffer;
        var length = block.Length;
        _isWide = block.Encoding?.Wide is not null;
        if (block.Encoding?.Wide is { } wide)
        {
            _wide ??= new JsonWide();
            _wide.Open(block.Bytes.Span, wide);
            (_bytes, length) = (_wide.Bytes, _wide.Length);
        }

        _stream.Open(_bytes, 0, length, _state.WrapperDepth, _state.IsLines);
    }

    public override bool MoveNext()
    {
        while (_stream.MoveNext(out var item))
        {
            switch (item)
            {
                case JsonItem.Record:
                    _records.Fill(_record, _bytes, Place(), _state.Path);
                    NoteLimits();
                    return true;
                case JsonItem.Cut:
                    Report("json-cut", Place().Offset, "The last record ends before its end: kept as text, without facts.", isLoss: true);
                    _stream.TakeAsText();
                    break;
                default:
                    var place = Place();
                    if (_broken++ == 0)
                        _firstBroken = place.Offset;
                    _plain.Fill(_record, new LogLine(_bytes, _stream.Start, _stream.Length, place));
                    return true;
            }
        }

        ReportBroken();
        return false;
    }

    private RecordRef Place()
    {
        if (!_isWide)
            return new RecordRef(_block!.Evidence, _block.Offset + _stream.Start, _stream.Length);
        var start = _wide!.PlaceOf(_stream.Start);
        return new RecordRef(_block!.Evidence, _block.Offset + start, _wide.PlaceOf(_stream.Start + _stream.Length) - start);
    }

    private void NoteLimits()
    {
        if (_records.Scanner.WasDeep && !_isDepthSaid)
        {
            _isDepthSaid = true;
            Report("limit-json-depth", _record.Ref.Offset, string.Create(CultureInfo.InvariantCulture,
                $"A record has more than {JsonLimits.MaxDepth} objects and arrays in one another: what lies deeper is read as one text."), isLoss: false);
        }

        if (_records.Scanner.Entries.IsCut && !_isCutSaid)
        {
            _isCutSaid = true;
            Report("limit-json-fields", _record.Ref.Offset, string.Create(CultureInfo.InvariantCulture,
                $"A record has more than {JsonLimits.MaxFields} fields or {JsonLimits.MaxValues} values: further ones were left out."), isLoss: true);
        }
    }

    private void ReportBroken()
    {
        if (_broken == 0)
            return;
        var what = _broken == 1
            ? "A line is"
            : string.Create(CultureInfo.InvariantCulture, $"{_broken} lines (this is the first) are");
        Report("line-unread", _firstBroken, $"{what} no JSON: kept as text, without facts.", isLoss: true);
        _broken = 0;
    }

    private void Report(string code, long offset, string sentence, bool isLoss) =>
        _diagnostics.Add(new Diagnostic(_block!.Evidence, code, offset, sentence, isLoss));
}
