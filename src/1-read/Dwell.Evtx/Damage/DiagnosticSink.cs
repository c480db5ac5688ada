using System.Globalization;

namespace Dwell.Evtx.Damage;

/// <summary>Collects the diagnostics of one chunk or file up to a bound; in strict mode throws the first instead.</summary>
internal sealed class DiagnosticSink(bool strict)
{
    private readonly List<EvtxDiagnostic> _kept = [];
    private int _dropped;

    public IReadOnlyList<EvtxDiagnostic> Kept => _kept;

    public void Clear()
    {
        _kept.Clear();
        _dropped = 0;
    }

    public void Add(string code, long offset, long? chunk, string sentence)
    {
        if (strict)
            throw new EvtxFormatException(code, sentence, offset, chunk);
        if (_kept.Count < EvtxLimits.DiagnosticsPerChunk)
            _kept.Add(new EvtxDiagnostic(code, offset, chunk, sentence));
        else
            CountDropped(offset, chunk);
    }

    private void CountDropped(long offset, long? chunk)
    {
        _dropped++;
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{_dropped} more problems in this chunk are not listed.");
        var more = new EvtxDiagnostic(EvtxDiagnosticCodes.More, offset, chunk, sentence);
        if (_dropped == 1)
            _kept.Add(more);
        else
            _kept[^1] = more;
    }
}
