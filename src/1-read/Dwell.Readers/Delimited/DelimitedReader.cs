using System.Globalization;
using System.Text;
using Dwell.Content.Delimited;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>
/// Reads rows of any dialect as records: by a header, by <c>#Fields:</c>, or by what stands in the columns. A row that does not fit
/// becomes a record of its text, and is counted.
/// </summary>
internal sealed class DelimitedReader(ReaderTools tools, DelimitedCatalog catalog) : LogBlockReader
{
    private const int MostLayouts = 64;

    private readonly SlotRecord _record = new();
    private readonly RowText _text = new();
    private readonly RowSplitter _splitter = new();
    private readonly PlainLines _plain = new(tools.Shapes);
    private readonly RowJson _json = new(tools);
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, (DelimitedLayout Layout, DelimitedDialect Dialect)> _directives = new(StringComparer.Ordinal);
    private LogBlock _block = null!;
    private DelimitedState _state = null!;
    private DelimitedLayout? _layout;
    private DelimitedDialect _dialect;
    private ReadOnlyMemory<byte> _date;
    private Count _unread;
    private Count _broken;
    private Count _ragged;
    private Count _holes;
    private int _at;

    /// <inheritdoc/>
    public override LogRecord Record => _record;

    /// <inheritdoc/>
    public override IEnumerable<Diagnostic> Diagnostics => _diagnostics;

    /// <inheritdoc/>
    public override void Open(LogBlock block)
    {
        _block = block;
        _state = (DelimitedState)block.State!;
        (_layout, _dialect, _date) = (_state.Layout, _state.Dialect, _state.Date);
        _at = 0;
        (_unread, _broken, _ragged, _holes) = (default, default, default, default);
        _diagnostics.Clear();
        _text.Open(block);
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (_at < _text.Length)
        {
            SkipHole();
            var start = _at;
            RowScanner.TryScan(_text.Span, start, _dialect, isEnd: true, out _at, out var isBroken);
            var end = _at;
            while (end > start && _text.Buffer[end - 1] is (byte)'\n' or (byte)'\r')
                end--;
            if (end == start)
                continue;
            var line = new LogLine(
                _text.Buffer, start, end - start, new RecordRef(_block.Evidence, _text.OffsetOf(start), _text.FileLength(start, end - start)));
            if (isBroken)
                _broken.Add(line.Ref.Offset);
            if (TryRead(line))
                return true;
        }

        ReportCounts();
        return false;
    }

    // NUL at the beginning of a row: a hole that a loss of power left. What is behind it is read.
    private void SkipHole()
    {
        if (_text.Buffer[_at] != 0)
            return;
        _holes.Add(_text.OffsetOf(_at));
        var hole = _text.Span[_at..].IndexOfAnyExcept((byte)0);
        _at = hole < 0 ? _text.Length : _at + hole;
    }

    private bool TryRead(in LogLine line)
    {
        var row = line.Span;
        if (line.Ref.Offset < _state.DataStart)
            return false;
        if (row[0] == '#' && _state.Kind == DelimitedKind.Fields)
        {
            ReadDirective(row);
            return false;
        }

        var dialect = _dialect;
        if (dialect.IsBlank && row.IndexOf((byte)'\t') >= 0)
            dialect = dialect with { Separator = (byte)'\t' };
        _splitter.Split(row, dialect);
        var layout = _state.Kind == DelimitedKind.Headerless ? CandidateFor(row) : _layout;
        if (layout is not null && _state.Kind != DelimitedKind.Headerless && IsHeaderAgain(row, layout))
            return false;
        if (row[0] == '#' && _splitter.Count == 1 && _state.Kind == DelimitedKind.Header)
            return false;
        if (layout is null || _splitter.Count < 2 || (dialect.IsBlank && _splitter.Count > layout.Columns.Length))
            return ReadPlain(line);
        if (_splitter.Count > layout.Columns.Length && layout.Profile is not null)
            _ragged.Add(line.Ref.Offset);
        Fill(line, layout, dialect);
        return true;
    }

    private void ReadDirective(ReadOnlySpan<byte> row)
    {
        if (row.StartsWith(HeaderText.Date))
            _date = HeaderText.DateOf(row);
        if (!row.StartsWith(HeaderText.Fields))
            return;
        var text = Encoding.UTF8.GetString(row);
        if (!_directives.TryGetValue(text, out var known))
        {
            var names = HeaderText.Directive(row, out var dialect);
            known = (DelimitedLayout.Of(names, catalog, FieldsFormat.OtherSource), dialect);
            if (_directives.Count < MostLayouts)
                _directives.Add(text, known);
        }

        (_layout, _dialect) = known;
    }

    private DelimitedLayout? CandidateFor(ReadOnlySpan<byte> row)
    {
        foreach (var candidate in _state.Candidates)
        {
            if (ColumnTests.Fit(row, _splitter, candidate.Profile!.Tests))
                return candidate;
        }

        return null;
    }

    // Exports that were joined have their header again and again.
    private bool IsHeaderAgain(ReadOnlySpan<byte> row, DelimitedLayout layout)
    {
        if (_state.Kind != DelimitedKind.Header || _splitter.Count != layout.Columns.Length)
            return false;
        for (var i = 0; i < _splitter.Count; i++)
        {
            if (!IsName(row.Slice(_splitter[i].Start, _splitter[i].Length), layout.Columns[i]))
                return false;
        }

        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> value, string name)
    {
        value = value.Trim((byte)' ');
        return value.Length == name.Length && Ascii.Equals(value, name);
    }

    private bool ReadPlain(in LogLine line)
    {
        _unread.Add(line.Ref.Offset);
        _plain.Fill(_record, line);
        return true;
    }

    private void Fill(in LogLine line, DelimitedLayout layout, DelimitedDialect dialect)
    {
        if (layout.JsonColumn >= 0 && _json.TryFill(_record, line, _splitter, layout.JsonColumn, dialect))
            return;
        _record.Begin(line.Buffer);
        foreach (var (slot, value) in layout.Constants)
            _record.AddOwn(slot, value);
        for (var i = 0; i < _splitter.Count; i++)
        {
            ref readonly var value = ref _splitter[i];
            if (value.Length == 0 || (value.Length == 1 && layout.DashIsNone && line.Span[value.Start] == '-'))
                continue;
            if (value.HasEscapes || layout.IsPlus(i))
                AddChanged(line, value, layout.SlotOf(i), layout.IsPlus(i), dialect);
            else
                _record.Add(layout.SlotOf(i), line.Start + value.Start, value.Length);
        }

        _record.Complete(layout.ShapeIn(tools.Shapes), line.Ref, TimeOf(line.Span, layout));
    }

    private void AddChanged(in LogLine line, in RowValue value, int slot, bool isPlus, DelimitedDialect dialect)
    {
        var bytes = line.Span.Slice(value.Start, value.Length);
        var length = bytes.Length;
        if (value.HasEscapes)
            length -= RowSplitter.EscapesIn(bytes, dialect);
        var into = _record.AddOwn(slot, length);
        if (value.HasEscapes)
            RowSplitter.Unescape(bytes, dialect, into);
        else
            bytes.CopyTo(into);
        if (isPlus)
            into.Replace((byte)'+', (byte)' ');
    }

    private UtcInstant? TimeOf(ReadOnlySpan<byte> row, DelimitedLayout layout)
    {
        if (!RowTimeReader.TryRead(row, _splitter, layout, _state.Clock.Order, _date.Span, out var time))
            return null;
        if (layout.Time.IsUtc && layout.Profile is not null)
            time = time with { Zone = LogTimeZone.Utc };
        var host = layout.HostColumn >= 0 && layout.HostColumn < _splitter.Count ? row.Slice(_splitter[layout.HostColumn].Start, _splitter[layout.HostColumn].Length) : default;
        return _state.Clock.ToUtc(time, host, offset: 0);
    }

    private void ReportCounts()
    {
        Report(_unread, "line-unread", "row is", "rows are", $"not of the form {_block.Format.Title}: kept as text, without facts.", isLoss: true);
        Report(_broken, "row-open-quote", "row has", "rows have", "a quote that does not close: read as if it were a character, to the end of the line.", isLoss: true);
        Report(_holes, "nul-bytes", "row has", "rows have", "NUL bytes in front, which were passed over: a hole, what stood there is gone.", isLoss: true);
        Report(_ragged, "row-ragged", "row has", "rows have", $"more values than the header has names: those are in the field {DelimitedLayout.MoreField}.", isLoss: false);
        (_unread, _broken, _ragged, _holes) = (default, default, default, default);
    }

    private void Report(Count count, string code, string one, string many, string what, bool isLoss)
    {
        if (count.Number == 0)
            return;
        var who = count.Number == 1 ? $"A {one}" : string.Create(CultureInfo.InvariantCulture, $"{count.Number} {many} (this is the first)");
        _diagnostics.Add(new Diagnostic(_block.Evidence, code, count.First, $"{who} {what}", isLoss));
    }

    private record struct Count(long Number, long First)
    {
        public void Add(long offset)
        {
            if (Number++ == 0)
                First = offset;
        }
    }
}
