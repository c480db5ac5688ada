using Dwell.Model.Records;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;
using Dwell.Readers.Web;

namespace Dwell.Readers.Lines;

/// <summary>
/// Reads lines that are not of the form of their file: what a container's outputs, a collector or a person put together (a server's
/// access lines between its errors). Asked only for lines that the file's own format does not know, since it tries one form after the
/// other. One a thread.
/// </summary>
internal sealed class StrayLines(LinePatterns patterns, ShapeTable shapes)
{
    private readonly LineMatcher _matcher = new(patterns);
    private readonly LineRecordFiller _filler = new(patterns, shapes);
    private readonly Shape _access = shapes.Intern("web", "web/access", WebFields.Names);
    private int _last;

    /// <summary>Fills the record; false when no form fits and is known. Then the record is as it was after <c>Begin</c>.</summary>
    public bool TryFill(in LogLine line, SlotRecord record, LogClock clock) =>
        TryProgram(line, record, clock) || TryAccess(line, record, clock) || TrySyslog(line, record, clock);

    /// <summary>As <see cref="TryFill"/>, but for programs' own logs only.</summary>
    public bool TryProgram(in LogLine line, SlotRecord record, LogClock clock)
    {
        // Strays come in runs: the log of the last one is asked first.
        for (var i = 0; i < patterns.Bare.Length; i++)
        {
            var index = (_last + i) % patterns.Bare.Length;
            var log = patterns.Bare[index];
            if (!_matcher.MatchLine(log, line.Span, clock.Order, out var written) || _matcher.Event is null)
                continue;
            _last = index;
            _filler.Begin(record, line);
            _filler.AddMatch(record, line, _matcher, shift: 0);
            var host = record.BytesAt(LineFields.HostName);
            _filler.Complete(record, line, log.Source, written is { } time ? clock.ToUtc(time, host, line.Ref.Offset) : null);
            return true;
        }

        return false;
    }

    private bool TryAccess(in LogLine line, SlotRecord record, LogClock clock)
    {
        if (!AccessLine.TryRead(line, record, out var time, out _))
            return false;
        record.Complete(_access, line.Ref, clock.ToUtc(time, default, line.Ref.Offset));
        return true;
    }

    private bool TrySyslog(in LogLine line, SlotRecord record, LogClock clock)
    {
        var text = line.Span;
        if (!SyslogLine.TryRead(text, clock.Order, out var read) || !read.HasTag || !_matcher.Match(read.Program.Of(text), read.Message.Of(text)))
            return false;
        _filler.Begin(record, line);
        _filler.AddMatch(record, line, _matcher, read.Message.Start);
        _filler.Add(record, line, LineFields.Message, read.Message);
        _filler.Add(record, line, LineFields.Program, read.Program);
        _filler.Add(record, line, LineFields.ProcessId, read.ProcessId);
        _filler.Add(record, line, LineFields.HostName, read.HostName);
        var time = read.Time is { } written ? clock.ToUtc(written, read.HostName.Of(text), line.Ref.Offset) : null;
        _filler.Complete(record, line, _matcher.Event!.Source, time);
        return true;
    }
}
