using System.Text;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>
/// Turns messages into fields by the patterns of <c>content/lines</c>. One a thread; after a match, <see cref="Event"/>
/// and <see cref="Captures"/> are valid until the next one.
/// <code>
/// if (matcher.Match("sshd"u8, message))
///     foreach (var capture in matcher.Captures)
///         Use(matcher.Event!.Source.Fields[capture.Slot], message.Slice(capture.Start, capture.Length));
/// </code>
/// </summary>
public sealed class LineMatcher(LinePatterns patterns)
{
    // Programs that are remembered with their patterns; a hostile log can bring one a line.
    private const int Remembered = 256;
    private const int MostProgramBytes = 128;

    private readonly CaptureBuffer _captures = new();
    private readonly (byte[] Program, PatternSet? Set)[] _programs = new (byte[], PatternSet?)[Remembered];

    /// <summary>What the last message was recognised as; null when no pattern fitted.</summary>
    public LineEvent? Event { get; private set; }

    /// <summary>
    /// The source of the record: that of the pattern, or, where none fitted, that of the program's other messages; null when
    /// neither is known.
    /// </summary>
    public LineSource? Source { get; private set; }

    /// <summary>
    /// What the patterns captured, in no order; where a slot comes twice, the later one counts. Offsets count from the
    /// start of the text that was given.
    /// </summary>
    public ReadOnlySpan<LineCapture> Captures => _captures.Items;

    /// <summary>
    /// Finds the pattern that a program's message fits. <paramref name="program"/> is the name in a syslog tag or a
    /// journal's <c>SYSLOG_IDENTIFIER</c>, with a path before it or not; empty when it is not known: then only
    /// patterns for any program are tried. Blanks around the message don't count, and a message that the
    /// logging service joined (<c>message repeated 3 times: [ … ]</c>) is read like each of its own.
    /// </summary>
    public bool Match(ReadOnlySpan<byte> program, ReadOnlySpan<byte> message)
    {
        _captures.CutTo(0);
        var (start, end) = Trim(message);
        if (RepeatedMessage.TryRead(message[start..end], out var count, out var countLength, out var inner))
        {
            _captures.Add(LineFields.Repeated, start + count, start + count + countLength);
            (start, end) = Trim(message[..(end - 1)], start + inner);
        }

        var own = SetOf(program);
        var isMatched = Found(own, message, start, end) || FoundInside(own, message, start, end) || Found(patterns.Any, message, start, end);
        Source = Event?.Source ?? own?.Rest;
        return isMatched;
    }

    /// <summary>
    /// Finds the envelope and the pattern that a line of a program's own log file fits. False when no envelope does; a line
    /// whose message fits no pattern is a match with <see cref="Event"/> null, with its message among the captures.
    /// <paramref name="time"/> is null when the line has no time that can be read.
    /// </summary>
    public bool MatchLine(BareLog log, ReadOnlySpan<byte> line, DateOrder order, out LogTime? time)
    {
        time = null;
        Event = null;
        Source = log.Source;
        foreach (var envelope in log.Envelopes)
        {
            _captures.CutTo(0);
            if (!envelope.Text.Match(line, _captures))
                continue;
            if (CompiledEnvelope.TryTime(line, _captures, order == DateOrder.Unknown ? log.Order : order, out var found))
                time = found;
            if (_captures.TryFind(LineFields.Message, out var message))
            {
                var (start, end) = Trim(line[..(message.Start + message.Length)], message.Start);
                Found(log.Set, line, start, end);
            }

            _captures.RemoveUnkept();
            return true;
        }

        return false;
    }

    // The message stands inside of what the program writes around it in its own log file too.
    private bool FoundInside(PatternSet? set, ReadOnlySpan<byte> text, int start, int end)
    {
        if (set is null)
            return false;
        var first = _captures.Count;
        foreach (var (envelope, inner) in set.Envelopes)
        {
            if (envelope.Text.Match(text[start..end], _captures) && _captures.TryFind(LineFields.Message, out var message))
            {
                _captures.Shift(first, start);
                var (from, to) = Trim(text[..(start + message.Start + message.Length)], start + message.Start);
                if (Found(inner, text, from, to))
                    return true;
            }

            _captures.CutTo(first);
        }

        return false;
    }

    private bool Found(PatternSet? set, ReadOnlySpan<byte> text, int start, int end)
    {
        Event = null;
        if (set is null)
            return false;
        var first = _captures.Count;
        var message = text[start..end];
        if (set.Match(message, _captures) is not { } found)
            return false;
        if (found.Pairs is { } pairs && _captures.TryFind(CompiledPairs.Slot, out var capture))
            pairs.Read(message, capture.Start, capture.Start + capture.Length, _captures);
        _captures.Shift(first, start);
        _captures.RemoveUnkept();
        Event = found.Event;
        return true;
    }

    private static (int Start, int End) Trim(ReadOnlySpan<byte> text, int start = 0)
    {
        var end = text.Length;
        while (end > start && text[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or 0)
            end--;
        while (start < end && text[start] is (byte)' ' or (byte)'\t')
            start++;
        return (start, end);
    }

    private PatternSet? SetOf(ReadOnlySpan<byte> program)
    {
        if (!program.IsEmpty && program[0] == '/')
            program = program[(program.LastIndexOf((byte)'/') + 1)..];
        if (program.IsEmpty || program.Length > MostProgramBytes)
            return null;
        ref var known = ref _programs[HashOf(program) % Remembered];
        if (known.Program is null || !program.SequenceEqual(known.Program))
            known = (program.ToArray(), patterns.Find(Encoding.UTF8.GetString(program)));
        return known.Set;
    }

    private static uint HashOf(ReadOnlySpan<byte> program)
    {
        // FNV-1a (Fowler, Noll, Vo).
        var hash = 2_166_136_261;
        foreach (var b in program)
            hash = (hash ^ b) * 16_777_619;
        return hash ^ (hash >> 15);
    }
}
