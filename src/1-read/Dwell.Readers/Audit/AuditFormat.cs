using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Audit;

/// <summary>
/// The log of the Linux audit daemon (<c>audit.log</c>), raw or enriched, of one host or of several, also as syslog or the kernel's
/// ring buffer wrapped it. The records of an event are joined into one.
/// </summary>
public sealed class AuditFormat : LogFormat
{
    private const int LinesSeen = 32;

    private readonly int _blockBytes;

    /// <summary>The format.</summary>
    public AuditFormat()
        : this(LogBlock.UsualBytes)
    {
    }

    /// <summary>The format with blocks of another size, for tests.</summary>
    public AuditFormat(int blockBytes) => _blockBytes = blockBytes;

    /// <inheritdoc/>
    public override string Name => "auditd";

    /// <inheritdoc/>
    public override string Title => "Linux audit log";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content != EvidenceFormat.Text || head.IsWide)
            return false;
        var (records, others) = (0, 0);
        foreach (var line in head.Lines(LinesSeen))
        {
            if (AuditHead.Read(line).Kind != AuditRecordKind.None)
                records++;
            else if (line[0] != '#')
                others++;
        }

        return records > others;
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new AuditCutter(file, _blockBytes);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new AuditReader(tools);

    /// <inheritdoc/>
    public override CitedPieces CiteFrom(LogFile file) => new AuditPieces(file.Bytes);

    /// <inheritdoc/>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces)
    {
        if (pieces.IsDefaultOrEmpty || pieces.Length > AuditLimits.MostLines)
            return null;
        var length = 0L;
        foreach (var piece in pieces)
        {
            if (piece.Offset < 0 || piece.Length < 0 || piece.Offset > file.Bytes.Length - piece.Length)
                return null;
            length += piece.Length;
        }

        if (length > LineCutter.MaxLineBytes + AuditLimits.MostBytes)
            return null;
        return Fill(new LogBlock(this, file.Evidence, 0) { Offset = pieces[0].Offset }, file, pieces, (int)length);
    }

    private static LogBlock Fill(LogBlock block, LogFile file, ImmutableArray<LocatorPiece> pieces, int length)
    {
        block.Grow(length);
        var lines = new BlockLine[pieces.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            var read = file.Bytes.ReadAt(pieces[i].Offset, block.Buffer.AsSpan(block.Length, pieces[i].Length));
            lines[i] = new BlockLine(block.Length, read, i == 0) { Next = i + 1 < pieces.Length ? i + 1 : 0 };
            block.Length += read;
        }

        block.State = new AuditLayout(lines);
        return block;
    }
}
