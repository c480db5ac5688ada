using System.Diagnostics;
using Dwell.Model.Records;
using Dwell.Sigma.Matching;
using Dwell.Sigma.Tests.Corpus;
using Dwell.Sigma.Tests.Semantics;
using Dwell.Tests;

namespace Dwell.Sigma.Tests.Matching;

public class MatcherTests
{
    [Fact]
    public void A_regular_expression_that_runs_out_of_time_is_counted_and_never_a_match()
    {
        // Backtracks without end on a run of a; the lookahead keeps it from the linear engine.
        const string Endless = "'^(?=(a+)+$)b'";
        var record = $$"""{"A":"{{new string('a', 40)}}!"}""";
        foreach (var condition in (string[])["selection", "not selection"])
        {
            var rules = SigmaRuleSet.Load([new RuleSource("r.yml", OneRule.Text($"{{selection: {{A|re: {Endless}}}, condition: {condition}}}"))]);
            var matcher = SigmaEngine.Create(rules, new([OneRule.AnyWindows])).CreateMatcher();

            Assert.Empty(matcher.Match(new OneRule("", OneRule.AnyWindows).Record(record)).ToArray());
            Assert.Equal(1, matcher.Timeouts[0]);
        }
    }

    [Fact]
    public void A_regular_expression_that_keeps_running_out_of_time_is_given_up_and_still_counted()
    {
        // Without an end this takes a quarter of a second a record; the rule beside it goes on.
        const int Records = 200;
        var endless = OneRule.Text("{selection: {A|re: '^(?=(a+)+$)b'}, condition: selection}");
        var sound = OneRule.Text("{selection: {A|re: 'a(?=!)'}, condition: selection}");
        var rules = SigmaRuleSet.Load([new RuleSource("1.yml", endless), new RuleSource("2.yml", sound)]);
        var matcher = SigmaEngine.Create(rules, new([OneRule.AnyWindows])).CreateMatcher();
        var record = new OneRule("", OneRule.AnyWindows).Record($$"""{"A":"{{new string('a', 40)}}!"}""");
        var soundRule = Enumerable.Range(0, 2).Single(rule => rules.Rules[rule].File == "2.yml");

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Records; i++)
            Assert.Equal([soundRule], matcher.Match(record).ToArray());

        Assert.Equal(Records, matcher.Timeouts[1 - soundRule]);
        Assert.Single(matcher.Timeouts);
        Assert.InRange(watch.ElapsedMilliseconds, 0, Records * SigmaLimits.RegexMilliseconds / 2);
    }

    [Fact]
    public void The_linear_engine_has_a_time_limit_too()
    {
        // Linear in the text, but with a thousand states alive at each of its characters: many seconds.
        var random = new Random(5);
        var text = new string([.. Enumerable.Range(0, 1_000_000).Select(_ => random.Next(2) == 0 ? 'a' : 'b')]) + "cd";
        var rule = OneRule.Text("{selection: {A|re: 'a[ab]{2000}cc'}, condition: selection}");
        var matcher = SigmaEngine.Create(SigmaRuleSet.Load([new RuleSource("r.yml", rule)]), new([OneRule.AnyWindows])).CreateMatcher();

        Assert.Empty(matcher.Match(new OneRule("", OneRule.AnyWindows).Record($$"""{"A":"{{text}}"}""")).ToArray());

        Assert.Equal(1, matcher.Timeouts[0]);
    }

    [SharedFact]
    public void A_warm_matcher_allocates_nothing()
    {
        var maker = new RecordMaker(SharedRules.All, SharedRules.Table, seed: 7);
        var records = Enumerable.Range(0, 200).Select(_ => maker.Next()).ToList();
        var matcher = SharedRules.Engine.CreateMatcher();
        for (var round = 0; round < 3; round++)
        {
            foreach (var record in records)
                matcher.Match(record);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var record in records)
            matcher.Match(record);

        // The linear regex engine grows its automaton now and then; everything else is ours and is nothing.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 * records.Count);
    }

    [SharedFact]
    public void Threads_share_an_engine()
    {
        var maker = new RecordMaker(SharedRules.All, SharedRules.Table, seed: 8);
        var records = Enumerable.Range(0, 400).Select(_ => maker.Next()).ToList();
        var engine = SigmaEngine.Create(SharedRules.All, SharedRules.Table);

        var answers = Enumerable.Range(0, 4).AsParallel().Select(_ => Answers(engine, records)).ToList();

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public void The_automaton_finds_what_a_search_finds()
    {
        const int Texts = 3_000;
        var random = new Random(99);
        var needles = Enumerable.Range(0, 400).Select(_ => RandomText(1, 7)).Distinct().ToList();
        var automaton = new ContainsAutomaton(needles.Select((needle, atom) => (needle, atom)));
        var hits = new HitSet();
        for (var i = 0; i < Texts; i++)
        {
            var text = RandomText(0, 40);
            hits.Reset(needles.Count);

            automaton.Collect(text, hits);

            var expected = Enumerable.Range(0, needles.Count).Where(needle => text.Contains(needles[needle], StringComparison.Ordinal));
            Assert.Equal(expected, hits.Atoms.ToArray().Order());
        }

        // Few letters, some beyond ASCII, so that needles overlap and share beginnings.
        string RandomText(int least, int most) =>
            string.Concat(Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => "abcdä\u4e2d\\"[random.Next(7)]));
    }

    [Fact]
    public void The_automaton_finds_needles_in_its_sparse_part()
    {
        // More states than rows: 4,000 needles of 200 characters.
        var random = new Random(5);
        var needles = Enumerable.Range(0, 4_000)
            .Select(_ => string.Concat(Enumerable.Range(0, 200).Select(_ => (char)('a' + random.Next(26))))).ToList();
        var automaton = new ContainsAutomaton(needles.Select((needle, atom) => (needle, atom)));
        var hits = new HitSet();
        hits.Reset(needles.Count);

        automaton.Collect(needles[17][..150] + needles[42] + "zz" + needles[3_999], hits);

        Assert.Equal([42, 3_999], hits.Atoms.ToArray().Order());
    }

    private static List<string> Answers(SigmaEngine engine, List<FlatRecord> records)
    {
        var matcher = engine.CreateMatcher();
        return [.. records.Select(record => string.Join(' ', matcher.Match(record).ToArray()))];
    }
}
