using Dwell.Model.Facts;

namespace Dwell.Analysis.Tests.Facts;

public sealed class HardLinksTests
{
    private const string Hash = "SHA256=00AA,IMPHASH=11BB";

    [Fact]
    public void A_host_an_account_and_a_private_address_tie_nothing()
    {
        Assert.Empty(Made.LinksOf(Made.Logon("0x3e7", "10.0.0.5", 1, 1)));
    }

    [Fact]
    public void A_session_of_one_logon_and_an_address_outside_tie()
    {
        Assert.Equal(["address:203.0.113.9", "session:PC-1.CORP.EXAMPLE/0x9abc"], Made.LinksOf(Made.Logon("0x9ABC", "203.0.113.9", 1, 1)));
    }

    [Theory]
    [InlineData("0x3e7")]
    [InlineData("0x3E7")]
    [InlineData("0x3e4")]
    [InlineData("0x3e5")]
    [InlineData("0x0")]
    [InlineData("-")]
    public void Sessions_of_the_system_tie_nothing(string session)
    {
        Assert.Empty(Made.LinksOf(Made.Logon(session, "-", 1, 1)));
    }

    [Fact]
    public void The_hash_of_a_file_of_the_system_ties_nothing_and_an_import_hash_never()
    {
        var fact = Made.Run(@"C:\Windows\System32\cmd.exe", 1, 1).With(FactColumn.Hashes, Hash);

        Assert.DoesNotContain(Made.LinksOf(fact), link => link.StartsWith("hash:", StringComparison.Ordinal));
        Assert.Contains("hash:SHA256=00AA", Made.LinksOf(fact.With(FactColumn.Process, @"C:\Users\Public\a.exe")));
        Assert.DoesNotContain(Made.LinksOf(fact.With(FactColumn.Process, @"C:\Users\Public\a.exe")), link => link.Contains("IMPHASH", StringComparison.Ordinal));
    }

    [Fact]
    public void A_misplaced_program_ties_on_its_host_and_a_shell_does_not()
    {
        Assert.Contains(@"image:PC-1.CORP.EXAMPLE|c:\programdata\w\w.exe", Made.LinksOf(Made.Service("w", @"C:\ProgramData\w\w.exe -s")));
        Assert.DoesNotContain(
            Made.LinksOf(Made.Service("w", @"C:\Users\Public\cmd.exe /c start x")), link => link.StartsWith("image:", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_service_on_two_hosts_is_one_link()
    {
        var here = Made.LinksOf(Made.Service("Help", @"%SystemRoot%\h.exe"));
        var there = Made.LinksOf(Made.Service("HELP", @"C:\Windows\h.exe", host: "PC-2"));

        Assert.Equal(@"installed:service/help|c:\windows\h.exe", Assert.Single(here.Intersect(there)));
    }
}
