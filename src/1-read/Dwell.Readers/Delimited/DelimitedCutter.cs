using Dwell.Content.Delimited;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Delimited;

/// <summary>Cuts rows into blocks: a row may span lines. Carries the header that is in force.</summary>
internal sealed class DelimitedCutter : LineCutter
{
    private readonly RowText _text = new();
    private readonly DelimitedCatalog _catalog;
    private DelimitedState _state;

    /// <summary>Cuts a file whose first block has <paramref name="state"/>.</summary>
    public DelimitedCutter(LogFile file, DelimitedState state, DelimitedCatalog catalog, int blockBytes = LogBlock.UsualBytes)
        : base(file, blockBytes)
    {
        _state = state;
        _catalog = catalog;
        if (state.HasAssumedZone)
        {
            Report(new Diagnostic(
                file.Evidence, "zone-assumed", null, "Times without a zone were read as UTC: the context file names no zone of a host (timezones).", IsLoss: false));
        }
    }

    /// <inheritdoc/>
    protected override int EndOf(LogBlock block)
    {
        if (Encoding.Wide is null)
            return RowScanner.EndOfLastRow(block.Bytes.Span, _state.Dialect);
        var whole = Encoding.EndOfLastLine(block.Bytes.Span);
        if (whole == 0)
            return 0;
        _text.Open(block.Buffer, whole, block.Offset, Encoding.Wide);
        return RowText.WideBytes(_text.Span[..RowScanner.EndOfLastRow(_text.Span, _state.Dialect)]);
    }

    /// <inheritdoc/>
    protected override void OnBlock(LogBlock block)
    {
        block.State = _state;
        if (_state.Kind != DelimitedKind.Fields)
            return;
        _text.Open(block);
        _state = FieldsFormat.Behind(_text.Span, _state, _catalog);
    }
}
