using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>Reads lines of a logging service.</summary>
internal sealed class SyslogBlockReader(LinePatterns patterns, ReaderTools tools) : LineBlockReader(tools)
{
    private readonly LineMatcher _matcher = new(patterns);
    private readonly LineRecordFiller _filler = new(patterns, tools.Shapes);
    private LogClock _clock = LogClock.Unset;

    protected override void Begin(LogBlock block)
    {
        _clock = block.State as LogClock ?? LogClock.Unset;
        _filler.BeginBlock();
    }

    protected override LineResult TryRead(in LogLine line)
    {
        var text = line.Span;
        if (!SyslogLine.TryRead(text, _clock.Order, out var read))
            return LineResult.Unread;
        var message = read.Message.Of(text);
        _matcher.Match(read.Program.Of(text), message);
        _filler.Begin(Slots, line);
        _filler.AddMatch(Slots, line, _matcher, read.Message.Start);
        _filler.Add(Slots, line, LineFields.Message, read.Message);
        _filler.Add(Slots, line, LineFields.Program, read.Program);
        _filler.Add(Slots, line, LineFields.ProcessId, read.ProcessId);
        _filler.Add(Slots, line, LineFields.HostName, read.HostName);
        if (read.Priority >= 0)
        {
            _filler.AddOwn(Slots, LineFields.Facility, read.Facility);
            _filler.AddOwn(Slots, LineFields.Severity, read.Severity);
        }

        var time = read.Time is { } written ? _clock.ToUtc(written, read.HostName.Of(text), line.Ref.Offset) : null;
        _filler.Complete(Slots, line, _matcher.Source, time);
        return LineResult.Record;
    }
}
