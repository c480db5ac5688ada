namespace Dwell.Readers.Lines;

/// <summary>A pattern of a source, ready to be matched.</summary>
internal sealed record CompiledPattern(LineEvent Event, CompiledText Text, CompiledPairs? Pairs);

/// <summary>Patterns in their order, found by the first byte of a message.</summary>
internal sealed class PatternSet
{
    private readonly CompiledPattern[][] _byFirst = new CompiledPattern[256][];

    public PatternSet(
        IReadOnlyCollection<CompiledPattern> patterns, (CompiledEnvelope Envelope, PatternSet Inner)[] envelopes, LineSource? rest = null)
    {
        Envelopes = envelopes;
        Rest = rest;
        var floating = patterns.Where(pattern => pattern.Text.FirstByte < 0).ToArray();
        for (var b = 0; b < _byFirst.Length; b++)
        {
            var hasOwn = patterns.Any(pattern => pattern.Text.FirstByte == b);
            _byFirst[b] = hasOwn ? [.. patterns.Where(pattern => pattern.Text.FirstByte == b || pattern.Text.FirstByte < 0)] : floating;
        }
    }

    /// <summary>
    /// What the programs put around their messages in their own files, with the patterns for what is inside: many put the same
    /// around what they give to a logging service.
    /// </summary>
    public (CompiledEnvelope Envelope, PatternSet Inner)[] Envelopes { get; }

    /// <summary>The source of messages that fit no pattern; null when they are of none.</summary>
    public LineSource? Rest { get; }

    /// <summary>The first pattern that the message fits, its captures added; null when there is none.</summary>
    public CompiledPattern? Match(ReadOnlySpan<byte> message, CaptureBuffer captures)
    {
        foreach (var pattern in _byFirst[message.IsEmpty ? 0 : message[0]])
        {
            if (pattern.Text.Match(message, captures))
                return pattern;
        }

        return null;
    }
}
