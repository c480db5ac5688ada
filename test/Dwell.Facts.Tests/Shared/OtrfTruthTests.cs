using System.Globalization;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Tests;
using Xunit.Abstractions;

namespace Dwell.Facts.Tests.Shared;

/// <summary>Windows events as NXLog, Winlogbeat and PowerShell export them, against what was counted in the files.</summary>
public sealed class OtrfTruthTests(ITestOutputHelper output)
{
    // Two files are auditd records, which say no channel; the truth counts none of their lines.
    private const int Rows = 40;

    [SharedFact]
    public void Counts_hosts_channels_and_times_agree_with_the_truth_of_every_file()
    {
        var lines = File.ReadAllLines(SharedData.PathOf("otrf", "truth.tsv"));
        var columns = lines[0].Split('\t').ToList();
        var misses = new List<string>();
        foreach (var row in lines.Skip(1).Select(line => line.Split('\t')))
        {
            string Of(string name) => row[columns.IndexOf(name)];
            var found = Read(Of("file"));
            foreach (var (what, is_, should) in new[]
            {
                ("events", found.Events.ToString(CultureInfo.InvariantCulture), Of("events")),
                ("hosts", Sorted(Text(found.Hosts)), Sorted(Of("hosts"))),
                ("channels", Sorted(Text(found.Channels)), Sorted(Of("channels"))),
                ("first", found.First?.ToString() ?? "", Time(Of("first_time"))),
                ("last", found.Last?.ToString() ?? "", Time(Of("last_time"))),
            })
            {
                if (is_ != should)
                    misses.Add($"{Of("file")}: {what} {is_} instead of {should}");
            }
        }

        foreach (var miss in misses)
            output.WriteLine(miss);
        Assert.Equal(Rows, lines.Length - 1);
        // Before Winlogbeat 7 the host stands in computer_name, where the truth did not look: it has no names there.
        Assert.All(misses, miss => Assert.Contains(" instead of =", miss, StringComparison.Ordinal));
        Assert.Equal(2, misses.Count);
    }

    private static Found Read(string file)
    {
        var found = new Found();
        SharedLogs.ForEach(
            record =>
            {
                if (record.Shape.Family != WindowsFields.Family)
                    return;
                found.Events++;
                Count(found.Hosts, record[WindowsFields.Names[WindowsFields.Computer]] ?? "");
                Count(found.Channels, record[WindowsFields.Names[WindowsFields.Channel]] ?? "");
                found.First = found.First is null || record.Time < found.First ? record.Time : found.First;
                found.Last = found.Last is null || record.Time > found.Last ? record.Time : found.Last;
            },
            ["otrf", .. file.Split('/')]);
        return found;
    }

    private static void Count(SortedDictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    private static string Text(SortedDictionary<string, int> counts) =>
        string.Join("; ", counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));

    private static string Sorted(string counts) =>
        string.Join("; ", counts.Split("; ").Where(part => part.Length > 0).Order(StringComparer.Ordinal));

    private static string Time(string text) => text.Length == 0
        ? ""
        : new UtcInstant(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal).Ticks).ToString();

    private sealed class Found
    {
        public int Events { get; set; }

        public SortedDictionary<string, int> Hosts { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, int> Channels { get; } = new(StringComparer.Ordinal);

        public UtcInstant? First { get; set; }

        public UtcInstant? Last { get; set; }
    }
}
