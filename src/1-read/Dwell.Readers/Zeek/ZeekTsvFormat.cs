using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Zeek;

/// <summary>
/// Logs as Zeek's ASCII writer writes them: directives with <c>#</c>, then rows. A file may lack its end, hold several logs one
/// behind another, or have lost its first lines.
/// </summary>
public sealed class ZeekTsvFormat(int blockBytes = LogBlock.UsualBytes) : LogFormat
{
    private const int LinesLookedAt = 200;

    /// <inheritdoc/>
    public override string Name => "zeek-tsv";

    /// <inheritdoc/>
    public override string Title => "Zeek log (TSV)";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content != EvidenceFormat.Text)
            return false;
        var hasFields = false;
        var hasOwn = false;
        foreach (var line in head.Lines(LinesLookedAt))
        {
            var text = line.TrimStart(" \t"u8);
            if (!text.StartsWith("#"u8))
                continue;
            hasFields |= text.StartsWith("#fields"u8);
            hasOwn |= text.StartsWith("#separator "u8) || text.StartsWith("#path"u8) || text.StartsWith("#types"u8);

            // A log without a row so far, or with its end alone, is one all the same.
            if (text.StartsWith("#separator \\x"u8) || (hasFields && hasOwn))
                return true;
        }

        return ZeekLayouts.Detect(head) is not null;
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new ZeekTsvCutter(file, blockBytes);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new ZeekTsvReader(tools);

    /// <summary>A row, then the header that gives it meaning.</summary>
    public override CitedPieces CiteFrom(LogFile file) => new ZeekPieces(file);

    /// <inheritdoc/>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces)
    {
        if (pieces.IsDefaultOrEmpty)
            return null;
        var header = pieces.Length == 1 ? FirstHeaderOf(LogHead.Read(file.Item, file.Bytes)) : ZeekHeader.None;
        foreach (var piece in pieces.AsSpan()[1..])
        {
            using var block = LogBlock.OfPiece(this, file, piece, state: null);
            if (block is null)
                return null;
            header = ZeekHeaderLines.Read(header, block.Bytes.Span, piece.Offset, block.Encoding);
        }

        return LogBlock.OfPiece(this, file, pieces[0], header);
    }

    /// <summary>What rows before the first directive are: of a known log, where they show which, else unknown.</summary>
    internal static ZeekHeader FirstHeaderOf(in LogHead head) => ZeekLayouts.Detect(head) ?? ZeekHeader.None;
}
