using System.Collections.Immutable;
using Dwell.Analysis.Reading;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Tests.Reading;

public sealed class FileAccessFindingsTests
{
    private const string Session = "0x9abc";

    [Fact]
    public void Files_of_a_loud_session_are_findings_one_a_file_with_its_times()
    {
        var findings = From(Open(@"D:\a.docx", 1), Open(@"D:\b.docx", 2), Open(@"D:\a.docx", 9));

        Assert.Equal([@"D:\a.docx", @"D:\b.docx"], findings.Select(finding => finding.Subject.KeyObject));
        Assert.Equal((2L, Made.At(1), Made.At(9)), (findings[0].Count, findings[0].First!.Value, findings[0].Last!.Value));
        Assert.Equal((Question.Read, Severity.Medium, Basis.Observed), (findings[0].Question, findings[0].Severity, findings[0].Basis));
    }

    [Fact]
    public void Other_sessions_other_hosts_and_refused_opens_give_none()
    {
        Assert.Empty(From(Open(@"D:\a.docx", 1).With(FactColumn.LogonId, "0x9abd")));
        Assert.Empty(From(Open(@"D:\a.docx", 1).With(FactColumn.LogonId, "0x3e7")));
        Assert.Empty(From(Open(@"D:\a.docx", 1) with { Host = "PC-2" }));
        Assert.Empty(From(Open(@"D:\a.docx", 1).With(FactColumn.Outcome, "failure")));
    }

    [Fact]
    public void The_session_is_compared_without_case()
    {
        Assert.Single(From(Open(@"D:\a.docx", 1).With(FactColumn.LogonId, "0x9ABC")));
    }

    [Theory]
    [InlineData(@"\\*\Projects", @"Lens\drawing.dwg", @"\\*\Projects\Lens\drawing.dwg")]
    [InlineData(@"\\*\IPC$", "svcctl", null)]
    [InlineData(@"\\*\IPC$", "some.pipe", null)]
    [InlineData(@"\\*\Projects", @"\", null)]
    [InlineData(@"\\*\Projects", @"folder", null)]
    public void A_file_on_a_share_counts_and_pipes_folders_and_roots_do_not(string share, string file, string? expected)
    {
        var access = Made.Pipe(file, "10.0.0.21", 1, 1).With(FactColumn.Name, share).With(FactColumn.LogonId, Session);

        Assert.Equal(expected is null ? [] : [expected], From(access).Select(finding => finding.Subject.KeyObject));
    }

    [Fact]
    public void Says_that_the_rightful_holder_may_have_opened_it()
    {
        Assert.NotEmpty(Assert.Single(From(Open(@"D:\a.docx", 1))).Counter);
    }

    private static Fact Open(string file, int at) => Made.Fact(
        FactKind.FileAccess, at, at, values: [(FactColumn.File, file), (FactColumn.LogonId, Session), (FactColumn.Account, @"CORP\dora")]);

    private static ImmutableArray<Finding> From(params Fact[] accesses) =>
        new FileAccessFindings(Made.Links()).From(accesses, new HashSet<(string, string)> { (Made.Host, Session) });
}
