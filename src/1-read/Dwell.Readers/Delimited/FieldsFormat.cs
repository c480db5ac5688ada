using System.Collections.Immutable;
using Dwell.Content.Delimited;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>
/// Logs that name their columns in a line <c>#Fields:</c>, which may come again: W3C's extended format (IIS, proxies, Windows
/// Firewall) and the comma separated logs of Exchange.
/// </summary>
public sealed class FieldsFormat(DelimitedKnowledge knowledge) : LogFormat
{
    internal const string OtherSource = "w3c/record";
    private const int MostHeaderLines = 40;
    private static ReadOnlySpan<byte> FieldsBehindLine => "\n#Fields:"u8;

    /// <inheritdoc/>
    public override string Name => "fields";

    /// <inheritdoc/>
    public override string Title => "log with #Fields (W3C, Exchange)";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content is not EvidenceFormat.Text)
            return false;
        foreach (var line in head.Lines(MostHeaderLines))
        {
            if (line.StartsWith(HeaderText.Fields) && line.Length > HeaderText.Fields.Length)
                return true;
            if (line[0] != '#')
                return false;
        }

        return false;
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new DelimitedCutter(file, StateOf(file), knowledge.Catalog);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new DelimitedReader(tools, knowledge.Catalog);

    /// <inheritdoc/>
    public override CitedPieces CiteFrom(LogFile file) => new FieldsPieces(file.Bytes);

    /// <inheritdoc/>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces)
    {
        if (pieces.IsDefaultOrEmpty)
            return null;
        var state = StateOf(file);
        foreach (var piece in pieces.AsSpan()[1..])
        {
            using var header = LogBlock.OfPiece(this, file, piece, null);
            if (header is null)
                return null;
            var text = new RowText();
            text.Open(header);
            state = Behind(text.Span, state, knowledge.Catalog);
        }

        return LogBlock.OfPiece(this, file, pieces[0], state);
    }

    /// <summary>The state behind a text that begins with a row or a header.</summary>
    internal static DelimitedState Behind(ReadOnlySpan<byte> text, DelimitedState state, DelimitedCatalog catalog)
    {
        if (LastDirective(text, HeaderText.Fields) is var fields and >= 0)
        {
            var names = HeaderText.Directive(LineAt(text, fields), out var dialect);
            state = state with { Layout = DelimitedLayout.Of(names, catalog, OtherSource), Dialect = dialect };
        }

        if (LastDirective(text, HeaderText.Date) is var date and >= 0)
            state = state with { Date = HeaderText.DateOf(LineAt(text, date)) };
        return state;
    }

    private static int LastDirective(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var rest = text; ;)
        {
            var at = rest.LastIndexOf(name);
            if (at <= 0 || rest[at - 1] == '\n')
                return at;
            rest = rest[..at];
        }
    }

    private static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> text, int at)
    {
        var end = text[at..].IndexOf((byte)'\n');
        return end < 0 ? text[at..] : text.Slice(at, end);
    }

    // The first header tells how rows are parted, which the cutter must know before the first row.
    private DelimitedState StateOf(LogFile file)
    {
        var head = LogHead.Read(file.Item, file.Bytes);
        var state = new DelimitedState(DelimitedKind.Fields, new DelimitedDialect((byte)' ', false, false), null, [], 0, LogClock.Unset, default);
        foreach (var line in head.Lines(MostHeaderLines))
        {
            if (!line.StartsWith(HeaderText.Fields))
                continue;
            var names = HeaderText.Directive(line, out var dialect);
            var layout = DelimitedLayout.Of(names, knowledge.Catalog, OtherSource);
            return HeadRows.Complete(head, state with { Dialect = dialect, Layout = layout }, file, knowledge.Zones) with { Layout = null };
        }

        return state;
    }
}
