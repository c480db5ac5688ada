using Dwell.Tests.Reading;
using Xunit.Abstractions;

namespace Dwell.Tests.CrowdSec;

/// <summary>
/// Every assertion of CrowdSec's hub tests about account, address, time, service, request, outcome and verdict, compared with what
/// Dwell reads of the same lines. An event for which there is no record misses all of its assertions.
/// </summary>
public sealed class CrowdSecTests(ITestOutputHelper output)
{
    private const double Wanted = 0.98;
    private static readonly string[] AssertNames = ["parser.assert", "scenario.assert"];

    [SharedFact]
    public void Agrees_with_the_assertions_of_the_hub()
    {
        var tally = new Tally();
        var reading = new FileReading();
        foreach (var folder in Directory.EnumerateDirectories(SharedData.PathOf("crowdsec")).Order(StringComparer.Ordinal))
            Compare(folder, reading, tally);
        output.WriteLine(tally.ToString());
        Assert.True(tally.Share >= Wanted, tally.ToString());
    }

    private static void Compare(string folder, FileReading reading, Tally tally)
    {
        var logs = Directory.EnumerateFiles(folder).Where(path => !path.EndsWith(".assert", StringComparison.Ordinal) && !path.EndsWith("config.yaml", StringComparison.Ordinal));
        var records = logs.Order(StringComparer.Ordinal).SelectMany(path => reading.Read(path)).ToList();
        foreach (var name in AssertNames)
        {
            var file = Path.Combine(folder, name);
            if (!File.Exists(file))
                continue;
            var place = $"{Path.GetFileName(folder)}/{name}";
            var matching = new EventMatching(records);
            foreach (var asserted in AssertFile.Read(file).Where(item => item.Assertions.Exists(AssertKeys.IsCompared)))
            {
                var record = matching.Find(asserted);
                foreach (var assertion in asserted.Assertions.Where(AssertKeys.IsCompared))
                {
                    var isRight = record is not null && AssertKeys.Agrees(record, assertion) == true;
                    tally.Add(place, assertion.Key, isRight, $"{assertion.Key} == {assertion.Value} [{record?.Source ?? "no record"}]");
                }
            }
        }
    }
}
