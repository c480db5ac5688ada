using Dwell.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Audit;

/// <summary>
/// What the auditd plugin laurel writes: an event a line, as JSON, with its records by type. The fields are those of the raw log.
/// </summary>
public sealed class LaurelFormat : LogFormat
{
    private const int LinesSeen = 16;

    /// <inheritdoc/>
    public override string Name => "laurel";

    /// <inheritdoc/>
    public override string Title => "Linux audit log (laurel)";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head) =>
        head.Content is EvidenceFormat.Text or EvidenceFormat.Json && !head.IsWide && head.MostLinesFit(LinesSeen, IsEvent);

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new LineCutter(file);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new LaurelReader(tools);

    // {"ID":"1640027821.949:151316", as its first or, behind the host's name, its second key.
    private static bool IsEvent(ReadOnlySpan<byte> line)
    {
        var head = line[..Math.Min(line.Length, AuditLimits.HeadBytes)];
        if (!head.StartsWith("{\"ID\":\""u8) && !head.StartsWith("{\"NODE\":\""u8))
            return false;
        var at = head.IndexOf("\"ID\":\""u8);
        if (at < 0)
            return false;
        var id = head[(at + "\"ID\":\""u8.Length)..];
        var end = id.IndexOf((byte)'"');
        return end > 0 && AuditHead.TryReadTime(id[..end], out _);
    }
}
