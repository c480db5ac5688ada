using System.Buffers.Text;
using System.Globalization;
using Dwell.Content.Audit;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Audit;

/// <summary>Reads the events of blocks that <see cref="AuditCutter"/> cut.</summary>
internal sealed class AuditReader : LogBlockReader
{
    /// <summary>The log that the records are of.</summary>
    public const string Source = "linux/auditd";

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly SlotRecord _record = new();
    private readonly PlainLines _plain;
    private readonly AuditEvent _event;
    private LogBlock? _block;
    private BlockLine[] _lines = [];
    private int _at;
    private long _unread;
    private long _firstUnread;
    private long _leftOut;

    public AuditReader(ReaderTools tools)
    {
        _plain = new PlainLines(tools.Shapes);
        _event = new AuditEvent(_record, tools.Shapes, Source);
    }

    /// <inheritdoc/>
    public override LogRecord Record => _record;

    /// <inheritdoc/>
    public override IEnumerable<Diagnostic> Diagnostics => _diagnostics;

    /// <inheritdoc/>
    public override void Open(LogBlock block)
    {
        _block = block;
        _lines = ((AuditLayout)block.State!).Lines;
        _at = 0;
        _unread = 0;
        _leftOut = _event.LeftOut;
        _diagnostics.Clear();
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (_at < _lines.Length)
        {
            var first = _at++;
            if (!_lines[first].IsFirst)
                continue;
            ReadEvent(first);
            return true;
        }

        ReportUnread();
        return false;
    }

    private void ReadEvent(int first)
    {
        var block = _block!;
        var line = _lines[first];
        var reference = new RecordRef(block.Evidence, block.Offset + line.Start, line.Length);
        var head = AuditHead.Read(block.Buffer.AsSpan(line.Start, line.Length));
        if (head.Kind == AuditRecordKind.None)
        {
            if (_unread++ == 0)
                _firstUnread = reference.Offset;
            _plain.Fill(_record, new LogLine(block.Buffer, line.Start, line.Length, reference));
            return;
        }

        var text = block.Buffer.AsSpan(line.Start, line.Length);
        _event.Begin(block.Buffer);
        _event.Identify(text[head.Id], text[head.Node]);
        var hasTime = AuditHead.TryReadTime(text[head.Id], out var time);
        for (var at = first; ; at = _lines[at].Next)
        {
            ReadRecord(_lines[at].Start, _lines[at].Length, isInterpreted: !hasTime);
            if (_lines[at].Next <= at)
                break;
        }

        _event.Complete(reference, hasTime ? time : null);
    }

    private void ReadRecord(int start, int length, bool isInterpreted)
    {
        var line = _block!.Buffer.AsSpan(start, length);
        var head = AuditHead.Read(line);
        if (head.Kind == AuditRecordKind.None)
            return;
        _event.BeginRecord(TypeName(line[head.Type]));
        if (head.Kind == AuditRecordKind.End)
            return;
        if (isInterpreted)
            ReadInterpreted(start + head.Body, length - head.Body);
        else
            ReadFields(start + head.Body, length - head.Body);
    }

    private static ReadOnlySpan<byte> TypeName(ReadOnlySpan<byte> type) =>
        Utf8Parser.TryParse(type, out int number, out var used) && used == type.Length
        && AuditCodes.Embedded.TypeName(number) is { IsEmpty: false } name ? name : type;

    private void ReadFields(int start, int length)
    {
        var text = _block!.Buffer.AsSpan(start, length);
        var tokens = new AuditTokens(text);
        var isDecision = false;
        while (tokens.MoveNext())
        {
            var (at, count) = tokens.Value.GetOffsetAndLength(length);
            if (tokens.Form != AuditValueForm.Word)
            {
                _event.Add(text[tokens.Name], start + at, count, tokens.Form == AuditValueForm.Quoted);
                continue;
            }

            // 'avc:  denied  { read write } for  pid=…'
            var word = text.Slice(at, count);
            if (isDecision && (word.SequenceEqual("denied"u8) || word.SequenceEqual("granted"u8)))
                _event.Add("seresult"u8, start + at, count, isQuoted: true);
            else if (isDecision && word.SequenceEqual("{"u8) && text[at..].IndexOf((byte)'}') is var end and > 2)
                _event.Add("seperms"u8, start + at + 2, text.Slice(at + 2, end - 2).TrimEnd((byte)' ').Length, isQuoted: true);
            isDecision |= word.SequenceEqual("avc:"u8);
        }
    }

    // What ausearch -i writes has no quotes: words behind a value belong to it, the command line reaches to the end.
    private void ReadInterpreted(int start, int length)
    {
        var text = _block!.Buffer.AsSpan(start, length);
        var tokens = new AuditTokens(text);
        Range name = default;
        var (from, to) = (0, 0);
        while (tokens.MoveNext())
        {
            var (at, count) = tokens.Value.GetOffsetAndLength(length);
            if (tokens.Form == AuditValueForm.Word)
            {
                to = at + count;
                continue;
            }

            AddInterpreted(text, start, name, from, to);
            (name, from, to) = (tokens.Name, at, at + count);
            if (!text[name].SequenceEqual("proctitle"u8))
                continue;
            to = length;
            break;
        }

        AddInterpreted(text, start, name, from, to);
    }

    private void AddInterpreted(ReadOnlySpan<byte> text, int start, Range name, int from, int to)
    {
        if (name.End.Value > 0)
            _event.Add(text[name], start + from, text[from..to].TrimEnd("' "u8).Length, isQuoted: true);
    }

    private void ReportUnread()
    {
        var block = _block!;
        if (_unread > 0)
        {
            var what = _unread == 1 ? "A line is" : string.Create(CultureInfo.InvariantCulture, $"{_unread} lines (this is the first) are");
            _diagnostics.Add(new Diagnostic(
                block.Evidence, "line-unread", _firstUnread, $"{what} not of the form {block.Format.Title}: kept as text, without facts.", IsLoss: true));
            _unread = 0;
        }

        var leftOut = _event.LeftOut - _leftOut;
        _leftOut = _event.LeftOut;
        if (leftOut > 0)
        {
            _diagnostics.Add(new Diagnostic(
                block.Evidence,
                "audit-fields-left-out",
                block.Offset,
                string.Create(CultureInfo.InvariantCulture, $"{leftOut} values of audit records were left out: more fields or values than a record may have, or no names."),
                IsLoss: true));
        }
    }
}
