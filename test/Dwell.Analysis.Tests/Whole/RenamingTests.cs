using System.Collections.Immutable;
using System.Globalization;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Tests.Whole;

/// <summary>What an organisation calls its machines and people, and in which order its files come, must not move a finding.</summary>
public sealed class RenamingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20260105)]
    public void Other_names_of_hosts_accounts_and_addresses_leave_kinds_ranks_scores_and_counts(int seed)
    {
        var before = Run(seed, name => name);
        var after = Run(seed, Other);

        Assert.NotEmpty(before);
        Assert.Equal(before.Select(AsSeen), after.Select(AsSeen));
        Assert.Empty(before.Select(finding => finding.Id).Intersect(after.Select(finding => finding.Id)));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 6)]
    [InlineData(3, 7)]
    public void Another_order_of_the_files_leaves_every_finding(int seed, int order)
    {
        var before = Run(seed, Named);
        var after = Run(seed, Named, order);

        Assert.Equal(before.Select(AsSeen), after.Select(AsSeen));
        Assert.Equal(before.Select(finding => (finding.Id, finding.Rank)), after.Select(finding => (finding.Id, finding.Rank)));
    }

    [Fact]
    public void Each_id_stands_for_one_finding()
    {
        var findings = Run(4, Named);

        Assert.Equal(findings.Length, findings.Select(finding => finding.Id).Distinct().Count());
        Assert.Contains(findings, finding => finding.Kind == "installation");
        Assert.Contains(findings, finding => finding.Kind == "logon-path");
        Assert.Contains(findings, finding => finding.Kind == "file-access");
    }

    private static object AsSeen(Finding finding) => (
        finding.Rank, finding.Score, finding.Kind, finding.Subject.Method, finding.Severity, finding.Likelihood,
        finding.Count, finding.Records.Length, finding.Accounts.Length, finding.Addresses.Length, finding.HardLinks.Length, finding.First);

    private static ImmutableArray<Finding> Run(int seed, Func<string, string> rename, int? order = null)
    {
        using var store = new RandomCase(seed, name => name.StartsWith("address", StringComparison.Ordinal) ? Address(name, rename) : rename(name), order).ToStore();
        return CaseAnalysis.Run(store, RandomCase.Rules, CancellationToken.None);
    }

    private static string Named(string name) => name;

    // The order of the new names is the reverse of that of the old ones.
    private static string Other(string name) =>
        string.Concat(name.Select(c => char.IsAsciiDigit(c) ? (char)('9' - (c - '0')) : char.IsAsciiLetterLower(c) ? (char)('z' - (c - 'a')) : c)) + ".other";

    // Half of the addresses lie outside, and stay there.
    private static string Address(string name, Func<string, string> rename)
    {
        var number = int.Parse(name.AsSpan("address".Length), CultureInfo.InvariantCulture);
        var last = rename(name) == name ? number + 1 : 200 - number;
        return string.Create(CultureInfo.InvariantCulture, $"{(number % 2 == 0 ? "203.0.113" : "10.0.0")}.{last}");
    }
}
