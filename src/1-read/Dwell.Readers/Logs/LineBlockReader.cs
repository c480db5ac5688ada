using System.Globalization;
using System.Text;
using Dwell.Model.Evidence;
using Dwell.Model.Records;

namespace Dwell.Readers.Logs;

/// <summary>
/// A line of a block: <paramref name="Length"/> UTF-8 bytes of <paramref name="Buffer"/> from <paramref name="Start"/>, without
/// its end, and the place of its bytes in the evidence.
/// </summary>
public readonly record struct LogLine(byte[] Buffer, int Start, int Length, RecordRef Ref)
{
    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => Buffer.AsSpan(Start, Length);
}

/// <summary>
/// Reads blocks of lines: gives each line that is not empty to <see cref="TryRead"/>. A line that does not fit the format becomes
/// a record of its text (see <see cref="PlainLines"/>) with one diagnostic a block, so that nothing is dropped in silence.
/// </summary>
public abstract class LineBlockReader(ReaderTools tools) : LogBlockReader
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly PlainLines _plain = new(tools.Shapes);
    private LogBlock? _block;
    private LineEncoding? _encoding;
    private byte[] _narrow = [];
    private int _at;
    private long _unread;
    private long _firstUnread;
    private long _holes;
    private long _firstHole;

    /// <summary>What became of a line.</summary>
    protected enum LineResult
    {
        /// <summary>A record: it is in <see cref="LogBlockReader.Record"/>.</summary>
        Record,

        /// <summary>A part of the format that is no record: a header, a comment.</summary>
        NoRecord,

        /// <summary>Not of this format.</summary>
        Unread,
    }

    /// <inheritdoc/>
    public override LogRecord Record => Slots;

    /// <inheritdoc/>
    public override IEnumerable<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The record that is filled.</summary>
    protected SlotRecord Slots { get; } = new();

    /// <summary>What the readers of the run share.</summary>
    protected ReaderTools Tools => tools;

    /// <inheritdoc/>
    public sealed override void Open(LogBlock block)
    {
        _block = block;
        _at = 0;
        _unread = 0;
        _holes = 0;
        _diagnostics.Clear();
        _encoding = block.Encoding;
        Begin(block);
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (TryNextLine(out var line))
        {
            switch (TryRead(line))
            {
                case LineResult.Record:
                    return true;
                case LineResult.Unread:
                    if (_unread++ == 0)
                        _firstUnread = line.Ref.Offset;
                    _plain.Fill(Slots, line);
                    return true;
            }
        }

        ReportHoles();
        ReportUnread();
        return false;
    }

    /// <summary>Begins a block: takes its state.</summary>
    protected virtual void Begin(LogBlock block)
    {
    }

    /// <summary>Fills <see cref="Slots"/> from a line, or says that it is none.</summary>
    protected abstract LineResult TryRead(in LogLine line);

    /// <summary>Notes something that was wrong in the block.</summary>
    protected void Report(string code, long offset, string sentence, bool isLoss) =>
        _diagnostics.Add(new Diagnostic(_block!.Evidence, code, offset, sentence, isLoss));

    /// <summary>The next line that is not empty; for formats whose records span lines.</summary>
    protected bool TryNextLine(out LogLine line)
    {
        var block = _block!;
        while (_at < block.Length)
        {
            var start = _at;
            var rest = block.Buffer.AsSpan(start, block.Length - start);
            var end = _encoding?.Wide is null ? rest.IndexOf((byte)'\n') + 1 : _encoding.EndOfFirstLine(rest);
            if (end == 0)
                end = rest.Length;
            _at = start + end;
            line = _encoding?.Wide is { } wide
                ? Narrow(block, start, end, wide)
                : LineOf(block.Buffer, start, end, block.Evidence, block.Offset);
            if (line.Length > 0)
                return true;
        }

        line = default;
        return false;
    }

    /// <summary>Lines that were read by <see cref="TryNextLine"/> and belong to a later record go back.</summary>
    protected void PutBack(in LogLine line) => _at = (int)(line.Ref.Offset - _block!.Offset);

    private LogLine LineOf(byte[] buffer, int start, int length, int evidence, long blockOffset)
    {
        // A hole in front of a line is no part of it.
        if (buffer[start] == 0)
        {
            var hole = buffer.AsSpan(start, length).IndexOfAnyExcept((byte)0);
            hole = hole < 0 ? length : hole;
            if (_holes++ == 0)
                _firstHole = blockOffset + start;
            (start, length) = (start + hole, length - hole);
        }

        while (length > 0 && buffer[start + length - 1] is (byte)'\n' or (byte)'\r')
            length--;
        return new LogLine(buffer, start, length, new RecordRef(evidence, blockOffset + start, length));
    }

    private LogLine Narrow(LogBlock block, int start, int length, Encoding wide)
    {
        var chars = wide.GetString(block.Buffer, start, length).TrimEnd('\n', '\r');
        var bytes = Encoding.UTF8.GetMaxByteCount(chars.Length);
        if (_narrow.Length < bytes)
            _narrow = new byte[Math.Max(bytes, 4096)];
        var used = Encoding.UTF8.GetBytes(chars, _narrow);
        return new LogLine(_narrow, 0, used, new RecordRef(block.Evidence, block.Offset + start, chars.Length * 2));
    }

    private void ReportHoles()
    {
        if (_holes == 0)
            return;
        var count = string.Create(CultureInfo.InvariantCulture, $"{_holes}");
        Report("nul-bytes", _firstHole, $"NUL bytes in front of {(_holes == 1 ? "a line" : count + " lines")} were passed over: a hole, what stood there is gone.", isLoss: true);
        _holes = 0;
    }

    private void ReportUnread()
    {
        if (_unread == 0)
            return;
        var what = _unread == 1
            ? "A line is"
            : string.Create(CultureInfo.InvariantCulture, $"{_unread} lines (this is the first) are");
        Report("line-unread", _firstUnread, $"{what} not of the form {_block!.Format.Title}: kept as text, without facts.", isLoss: true);
        _unread = 0;
    }
}
