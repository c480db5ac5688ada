using Dwell.Sigma.Matching;
using Dwell.Sigma.Tests.Corpus;
using Dwell.Tests;

namespace Dwell.Sigma.Tests.Matching;

/// <summary>The index must give exactly what trying every rule gives.</summary>
public class IndexAgreesWithScanTests
{
    private const int Seed = 20260727;

    [SharedFact]
    public void Index_and_scan_agree_on_20000_made_records()
    {
        const int Records = 20_000;
        var rules = SharedRules.All;
        var maker = new RecordMaker(rules, SharedRules.Table, Seed);
        var records = Enumerable.Range(0, Records).Select(_ => maker.Next()).ToList();
        var found = 0;

        Parallel.ForEach(
            System.Collections.Concurrent.Partitioner.Create(0, Records),
            range =>
            {
                var slow = new SlowEvaluator(rules, SharedRules.Table);
                var fast = SharedRules.Engine.CreateMatcher();
                for (var i = range.Item1; i < range.Item2; i++)
                {
                    var expected = slow.Match(records[i]);
                    Assert.True(
                        expected.SequenceEqual(fast.Match(records[i]).ToArray()),
                        $"Record {i} of seed {Seed}: scan gives {Names(expected)}, index gives {Names(fast.Match(records[i]).ToArray())}.");
                    Interlocked.Add(ref found, expected.Count);
                }
            });

        // The made records must be worth comparing.
        Assert.True(found > Records / 4, $"only {found} matches");

        string Names(IEnumerable<int> matches) => string.Join("; ", matches.Select(match => rules.Rules[match].File));
    }
}
