using Dwell.Model.Records;
using Dwell.Sigma.Matching;

namespace Dwell.Sigma;

/// <summary>Matches records against the rules of an engine. One per thread.</summary>
public sealed class SigmaMatcher
{
    private readonly SlowEvaluator _evaluator;
    private int[] _matches = new int[16];

    internal SigmaMatcher(SigmaEngine engine) => _evaluator = new SlowEvaluator(engine.RuleSet, engine.Table);

    /// <summary>
    /// The indexes (into <c>engine.RuleSet.Rules</c>) of the rules that match, ascending, each once. The span is valid until
    /// the next call.
    /// </summary>
    public ReadOnlySpan<int> Match(LogRecord record)
    {
        var found = _evaluator.Match(record);
        if (found.Count > _matches.Length)
            _matches = new int[found.Count * 2];
        for (var i = 0; i < found.Count; i++)
            _matches[i] = found[i];
        return _matches.AsSpan(0, found.Count);
    }
}
