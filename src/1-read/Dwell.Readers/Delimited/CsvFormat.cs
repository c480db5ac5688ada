using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>
/// Tables with a row of names: comma, semicolon, tab or bar separated (RFC 4180 and its variants). One whose names no profile
/// knows gives records with those names.
/// </summary>
public sealed class CsvFormat(DelimitedKnowledge knowledge) : LogFormat
{
    /// <summary>
    /// A value in quotes that gets longer than this had a quote too much: it ends with its line. Audit data of Microsoft 365, the
    /// largest known, stays below 1 MiB.
    /// </summary>
    public const int MaxQuotedBytes = RowScanner.MaxQuotedBytes;

    private const string OtherSource = "csv/record";

    /// <inheritdoc/>
    public override string Name => "csv";

    /// <inheritdoc/>
    public override string Title => "table (CSV)";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head) => head.Content is EvidenceFormat.Text && CsvHead.Read(head, knowledge.Catalog) is not null;

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => Open(file, LogBlock.UsualBytes);

    /// <summary>Begins to cut a file into blocks of about so many bytes.</summary>
    public LogCutter Open(LogFile file, int blockBytes) => new DelimitedCutter(file, StateOf(file, out _), knowledge.Catalog, blockBytes);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new DelimitedReader(tools, knowledge.Catalog);

    /// <inheritdoc/>
    public override CitedPieces CiteFrom(LogFile file)
    {
        StateOf(file, out var header);
        return new Pieces(file.Bytes, header);
    }

    /// <inheritdoc/>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces) =>
        pieces.IsDefaultOrEmpty ? null : LogBlock.OfPiece(this, file, pieces[0], StateOf(file, out _));

    private DelimitedState StateOf(LogFile file, out LocatorPiece? header)
    {
        var head = LogHead.Read(file.Item, file.Bytes);
        header = null;
        if (CsvHead.Read(head, knowledge.Catalog) is not { } found)
            return new DelimitedState(DelimitedKind.Header, new DelimitedDialect((byte)',', false, true), null, [], 0, LogClock.Unset, default);
        var encoding = LineEncoding.Of(file.Bytes);
        var (start, end) = (encoding.OffsetOf(found.Start, head.Text), encoding.OffsetOf(found.End, head.Text));
        header = new LocatorPiece(start, (int)(end - start));
        var state = new DelimitedState(
            DelimitedKind.Header, found.Dialect, DelimitedLayout.Of(found.Names, knowledge.Catalog, OtherSource), [], end, LogClock.Unset, default);
        return HeadRows.Complete(head, state, file, knowledge.Zones);
    }

    private sealed class Pieces(EvidenceBytes bytes, LocatorPiece? header) : LinePieces(bytes)
    {
        public override ImmutableArray<LocatorPiece> Of(RecordRef record) =>
            header is { } names ? base.Of(record).Add(names with { Line = LineAt(names.Offset) }) : base.Of(record);
    }
}
