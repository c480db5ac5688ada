using System.Collections.Immutable;
using System.Numerics;
using System.Text.RegularExpressions;
using Dwell.Model.Records;
using Dwell.Sigma.Binding;
using Dwell.Sigma.Matching;
using Dwell.Sigma.Planning;

namespace Dwell.Sigma;

/// <summary>
/// Matches records against the rules of an engine. One per thread. Allocates nothing per record once the kinds of records
/// at hand have been seen.
/// </summary>
public sealed class SigmaMatcher
{
    private enum Outcome : byte
    {
        NotTried,
        Fails,
        Holds,
        Unknown,
    }

    private readonly SigmaEngine _engine;
    private readonly HitSet _hits = new();
    private readonly ConversionBuffer _buffer = new();
    private readonly ConversionBuffer _otherBuffer = new();
    private readonly SortedDictionary<int, long> _timeouts = [];
    private readonly Dictionary<TextValueTest, int> _timeoutsOfTests = new(ReferenceEqualityComparer.Instance);
    private ShapeBinding? _shapeBinding;
    private Shape? _shape;
    private ulong[] _candidates = [];
    private Outcome[] _outcomes = [];
    private int[] _tried = [];
    private int _triedCount;
    private char[] _folded = new char[1024];
    private int[] _matches = new int[16];
    private int _matchCount;

    internal SigmaMatcher(SigmaEngine engine) => _engine = engine;

    /// <summary>
    /// How often a regular expression of a rule reached its time limit, or was not tried any more since it had done so
    /// <see cref="SigmaLimits.RegexTimeouts"/> times, by rule index: for these records it is not known whether the rule matches, and
    /// it is not reported as a match. Belongs into the report as a gap.
    /// </summary>
    public ImmutableSortedDictionary<int, long> Timeouts => _timeouts.ToImmutableSortedDictionary();

    /// <summary>
    /// The indexes (into <c>engine.RuleSet.Rules</c>) of the rules that match, ascending, each once. The span is valid until
    /// the next call.
    /// </summary>
    public ReadOnlySpan<int> Match(LogRecord record)
    {
        _matchCount = 0;
        if (BindingOf(record.Shape).PlanOf(record) is { } bound)
        {
            var plan = bound.Plan;
            Prepare(plan);
            CollectHits(bound, record);
            ChooseCandidates(plan);
            RunCandidates(bound, record);
        }

        return _matches.AsSpan(0, _matchCount);
    }

    private ShapeBinding BindingOf(Shape shape)
    {
        if (ReferenceEquals(shape, _shape))
            return _shapeBinding!;
        _shape = shape;
        return _shapeBinding = _engine.BindingOf(shape);
    }

    private void Prepare(RulePlan plan)
    {
        _hits.Reset(plan.IndexedAtoms);
        if (_candidates.Length < plan.Always.Length)
            _candidates = new ulong[plan.Always.Length];
        for (var i = 0; i < _triedCount; i++)
            _outcomes[_tried[i]] = Outcome.NotTried;
        _triedCount = 0;
        if (_outcomes.Length >= plan.LazyTests.Length)
            return;
        _outcomes = new Outcome[plan.LazyTests.Length];
        _tried = new int[plan.LazyTests.Length];
    }

    private void CollectHits(BoundPlan bound, LogRecord record)
    {
        foreach (var work in bound.Slots)
        {
            var count = record.CountAt(work.Slot);
            for (var i = 0; i < count; i++)
            {
                if (record.Read(work.Slot, i, out var text) != FieldState.Text)
                    continue;
                var folded = Fold(text);
                foreach (var index in work.Indexes)
                    index.Collect(folded, _hits);
            }
        }

        foreach (var work in bound.Converted)
        {
            var values = new FieldValues(record, work.Field, _buffer);
            while (values.MoveNext())
            {
                if (values.State == FieldState.Text)
                    work.Index.Collect(Fold(values.Text), _hits);
            }
        }
    }

    private ReadOnlySpan<char> Fold(ReadOnlySpan<char> text)
    {
        if (text.Length > _folded.Length)
            _folded = new char[Math.Max(text.Length, _folded.Length * 2)];
        CaseFold.Fold(text, _folded);
        return _folded.AsSpan(0, text.Length);
    }

    private void ChooseCandidates(RulePlan plan)
    {
        plan.Always.CopyTo(_candidates.AsSpan());
        foreach (var atom in _hits.Atoms)
        {
            foreach (var place in plan.PlacesOf(atom))
                _candidates[place >> 6] |= 1UL << place;
        }
    }

    private void RunCandidates(BoundPlan bound, LogRecord record)
    {
        var plan = bound.Plan;
        for (var word = 0; word < plan.Always.Length; word++)
        {
            for (var bits = _candidates[word]; bits != 0; bits &= bits - 1)
            {
                var place = (word << 6) | BitOperations.TrailingZeroCount(bits);
                var rule = plan.Rules[place];
                var isThere = _matchCount > 0 && _matches[_matchCount - 1] == rule;
                if (!isThere && Run(bound, plan.Starts[place], rule, record))
                    Add(rule);
            }
        }
    }

    private bool Run(BoundPlan bound, int at, int rule, LogRecord record)
    {
        var steps = bound.Plan.Steps;
        var indexed = bound.Plan.IndexedAtoms;
        while (at >= 0)
        {
            ref readonly var step = ref steps[at];
            bool holds;
            if (step.Atom < indexed)
            {
                holds = _hits.Contains(step.Atom) != step.IsNegated;
            }
            else
            {
                // An unknown test holds neither plain nor negated.
                var outcome = Try(bound, step.Atom - indexed, record);
                holds = outcome == (step.IsNegated ? Outcome.Fails : Outcome.Holds);
                if (outcome == Outcome.Unknown)
                    CountTimeout(rule);
            }

            at = holds ? step.OnHold : step.OnFail;
        }

        return at == RuleStep.Accept;
    }

    private Outcome Try(BoundPlan bound, int lazy, LogRecord record)
    {
        if (_outcomes[lazy] != Outcome.NotTried)
            return _outcomes[lazy];
        ref readonly var test = ref bound.Plan.LazyTests[lazy];
        var outcome = Try(bound, in test, record);
        _outcomes[lazy] = outcome;
        _tried[_triedCount++] = lazy;
        return outcome;
    }

    private Outcome Try(BoundPlan bound, in LazyTest test, LogRecord record)
    {
        bool isThere = false, hasText = false, timedOut = false;
        var values = new FieldValues(record, bound.Fields[test.Field], _buffer);
        while (values.MoveNext())
        {
            isThere = true;
            if (values.State != FieldState.Text)
                continue;
            hasText = true;
            if (test.Test is TextValueTest text && Passes(text, values.Text, ref timedOut))
                return Outcome.Holds;
            if (test.Test is FieldReferenceTest reference && Passes(reference, values.Text, bound.Fields[test.OtherField], record))
                return Outcome.Holds;
        }

        var holds = test.Test switch
        {
            NullTest => !hasText,
            ExistsTest exists => exists.Expected == isThere,
            _ => false,
        };
        return holds ? Outcome.Holds : timedOut ? Outcome.Unknown : Outcome.Fails;
    }

    private bool Passes(TextValueTest test, ReadOnlySpan<char> text, ref bool timedOut)
    {
        if (_timeoutsOfTests.Count > 0 && _timeoutsOfTests.GetValueOrDefault(test) >= SigmaLimits.RegexTimeouts)
        {
            timedOut = true;
            return false;
        }

        try
        {
            return test.Passes(text);
        }
        catch (RegexMatchTimeoutException)
        {
            _timeoutsOfTests[test] = _timeoutsOfTests.GetValueOrDefault(test) + 1;
            timedOut = true;
            return false;
        }
    }

    private bool Passes(FieldReferenceTest test, ReadOnlySpan<char> text, BoundField other, LogRecord record)
    {
        var values = new FieldValues(record, other, _otherBuffer);
        while (values.MoveNext())
        {
            if (values.State == FieldState.Text && test.Passes(text, values.Text))
                return true;
        }

        return false;
    }

    private void CountTimeout(int rule) => _timeouts[rule] = _timeouts.GetValueOrDefault(rule) + 1;

    private void Add(int rule)
    {
        if (_matchCount == _matches.Length)
            Array.Resize(ref _matches, _matches.Length * 2);
        _matches[_matchCount++] = rule;
    }
}
