using System.Collections.Immutable;
using Dwell.Content.Delimited;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>
/// Comma separated logs without a header, or with one in the language of the system, that are known by what stands in their
/// columns: Windows DHCP, NPS, Palo Alto, parts of Exchange logs.
/// </summary>
public sealed class HeaderlessFormat(DelimitedKnowledge knowledge) : LogFormat
{
    private const int MostLines = 100;

    private static readonly DelimitedDialect Dialect = new((byte)',', HasBackslashEscapes: false, SpansLines: false);

    private readonly Lazy<ImmutableArray<DelimitedLayout>> _layouts = new(() => LayoutsOf(knowledge.Catalog));

    /// <inheritdoc/>
    public override string Name => "headerless";

    /// <inheritdoc/>
    public override string Title => "comma separated log without a header";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head) => head.Content is EvidenceFormat.Text && IsOfRows(head, out _);

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new DelimitedCutter(file, StateOf(file), knowledge.Catalog);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new DelimitedReader(tools, knowledge.Catalog);

    /// <inheritdoc/>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces) =>
        pieces.IsDefaultOrEmpty ? null : LogBlock.OfPiece(this, file, pieces[0], StateOf(file));

    private static ImmutableArray<DelimitedLayout> LayoutsOf(DelimitedCatalog catalog) =>
        [.. catalog.Profiles.Where(profile => profile.IsHeaderless).Select(profile => DelimitedLayout.OfHeaderless(profile, catalog))];

    private DelimitedState StateOf(LogFile file)
    {
        var head = LogHead.Read(file.Item, file.Bytes);
        var isOfRows = IsOfRows(head, out var start);
        var encoding = LineEncoding.Of(file.Bytes);
        var state = new DelimitedState(
            DelimitedKind.Headerless, Dialect, null, isOfRows ? _layouts.Value : [], encoding.OffsetOf(start, head.Text), LogClock.Unset, default);
        return HeadRows.Complete(head, state, file, knowledge.Zones);
    }

    // Text in front of the first row (a description of event ids) is passed over; behind it most lines must be rows. Rows of one
    // product differ from each other: whatever fits its row is taken.
    private bool IsOfRows(in LogHead head, out int start)
    {
        var splitter = new RowSplitter();
        var (rows, others) = (0, 0);
        start = 0;
        foreach (var line in head.Lines(MostLines))
        {
            splitter.Split(line, Dialect);
            var isRow = false;
            foreach (var layout in _layouts.Value)
                isRow |= ColumnTests.Fit(line, splitter, layout.Profile!.Tests);
            if (isRow && rows++ == 0)
                start = head.Text.IndexOf(line);
            others += !isRow && rows > 0 ? 1 : 0;
        }

        return rows > others;
    }
}
