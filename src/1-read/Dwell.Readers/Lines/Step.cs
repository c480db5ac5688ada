using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Lines;

namespace Dwell.Readers.Lines;

/// <summary>A part of a pattern, ready to be compared with bytes.</summary>
internal sealed class Step
{
    public const int NotKept = -1;

    private Step(PatternPart part, Func<string, int> slotOf)
    {
        var fields = part.Fields;
        Slot = fields.IsEmpty ? NotKept : slotOf(fields[0]);
        HostSlot = fields.Length > 1 ? slotOf(fields[1]) : NotKept;
        Kind = part.Kind;
        Type = part.Type;
        IsGreedy = part.IsGreedy;
        Literal = Encoding.UTF8.GetBytes(part.Literal);
        Choices = [.. part.Choices.Select(Encoding.UTF8.GetBytes)];
    }

    public PatternPartKind Kind { get; }

    public CaptureType Type { get; }

    public bool IsGreedy { get; }

    /// <summary>The slot of the capture, or <see cref="NotKept"/>.</summary>
    public int Slot { get; }

    /// <summary>The slot for a host name of <see cref="CaptureType.Peer"/>; addresses go to <see cref="Slot"/>.</summary>
    public int HostSlot { get; }

    public byte[] Literal { get; }

    public byte[][] Choices { get; }

    public Step[] Parts { get; private set; } = [];

    /// <summary>Where a word that begins here ends at the latest: blanks, and the first bytes of what may follow.</summary>
    public SearchValues<byte> Ends { get; private set; } = Blank;

    /// <summary>The same towards the left: blanks, and the last bytes of what may stand before.</summary>
    public SearchValues<byte> Begins { get; private set; } = Blank;

    private static SearchValues<byte> Blank { get; } = SearchValues.Create(" \t"u8);

    public static Step[] Compile(ImmutableArray<PatternPart> parts, Func<string, int> slotOf) =>
        Compile(parts, slotOf, before: [], after: []);

    private static Step[] Compile(
        ImmutableArray<PatternPart> parts, Func<string, int> slotOf, IReadOnlyList<byte> before, IReadOnlyList<byte> after)
    {
        var steps = new Step[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            var ends = FirstBytes(parts, i + 1, after);
            var begins = LastBytes(parts, i - 1, before);
            steps[i] = new Step(part, slotOf);
            if (part.Kind == PatternPartKind.Optional)
                steps[i].Parts = Compile(part.Parts, slotOf, begins, ends);
            steps[i].Ends = SearchValues.Create([.. ends, (byte)' ', (byte)'\t']);
            steps[i].Begins = SearchValues.Create([.. begins, (byte)' ', (byte)'\t']);
        }

        return steps;
    }

    private static List<byte> FirstBytes(ImmutableArray<PatternPart> parts, int from, IReadOnlyList<byte> after)
    {
        var bytes = new List<byte>();
        for (var i = from; i < parts.Length; i++)
        {
            bytes.AddRange(EdgeBytes(parts[i], first: true));
            if (parts[i].Kind != PatternPartKind.Optional)
                return bytes;
        }

        bytes.AddRange(after);
        return bytes;
    }

    private static List<byte> LastBytes(ImmutableArray<PatternPart> parts, int from, IReadOnlyList<byte> before)
    {
        var bytes = new List<byte>();
        for (var i = from; i >= 0; i--)
        {
            bytes.AddRange(EdgeBytes(parts[i], first: false));
            if (parts[i].Kind != PatternPartKind.Optional)
                return bytes;
        }

        bytes.AddRange(before);
        return bytes;
    }

    private static IEnumerable<byte> EdgeBytes(PatternPart part, bool first)
    {
        switch (part.Kind)
        {
            case PatternPartKind.Literal:
                return [EdgeOf(part.Literal, first)];
            case PatternPartKind.Choice:
                return part.Choices.Select(choice => EdgeOf(choice, first));
            case PatternPartKind.Optional:
                return EdgeBytes(first ? part.Parts[0] : part.Parts[^1], first);
            case PatternPartKind.Typed when part.Type == CaptureType.Quoted:
                return [(byte)'"'];
            default:
                return [];
        }
    }

    private static byte EdgeOf(string text, bool first)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return first ? bytes[0] : bytes[^1];
    }
}
