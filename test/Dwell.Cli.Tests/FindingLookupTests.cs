using System.Text.Json;
using Dwell.Case;
using Dwell.Pipeline.Showing;

namespace Dwell.Cli.Tests;

public sealed class FindingLookupTests
{
    private static readonly StoredFinding[] Findings =
    [
        new("f-aaaa000000000001", default(JsonElement), []),
        new("f-aaaa000000000002", default(JsonElement), []),
        new("f-bbbb000000000003", default(JsonElement), []),
    ];

    [Theory]
    [InlineData("f-aaaa000000000001", "f-aaaa000000000001")]
    [InlineData("f-bbbb", "f-bbbb000000000003")]
    [InlineData(" F-BBBB0 ", "f-bbbb000000000003")]
    public void An_id_or_its_only_beginning_is_found(string asked, string id)
    {
        Assert.True(FindingLookup.TryFind(Findings, asked, out var finding, out _));
        Assert.Equal(id, finding!.Id);
    }

    [Theory]
    [InlineData("f-aaaa", "2 findings: f-aaaa000000000001, f-aaaa000000000002")]
    [InlineData("f-bbb", "4 digits")]
    [InlineData("f-bbbb000000000004", "the nearest are f-bbbb000000000003")]
    [InlineData("bbbb", "the nearest")]
    public void Anything_else_is_told_what_is_near(string asked, string sentence)
    {
        Assert.False(FindingLookup.TryFind(Findings, asked, out var finding, out var problem));
        Assert.Null(finding);
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_without_findings_says_so()
    {
        Assert.False(FindingLookup.TryFind([], "f-aaaa000000000001", out _, out var problem));
        Assert.Contains("no findings", problem, StringComparison.Ordinal);
    }
}
