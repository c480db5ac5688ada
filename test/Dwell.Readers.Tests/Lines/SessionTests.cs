using Dwell.Content.Store;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Lines;

/// <summary>What one message says of its session, and what programs put around what they give to syslog.</summary>
public sealed class SessionTests
{
    private static readonly LogFormat Format = new SyslogFormat(new LineKnowledge(ContentStore.Embedded));

    [Fact]
    public void A_message_takes_the_address_from_an_earlier_one_of_its_session()
    {
        var records = Read(
            "2021-05-01T10:00:00Z srv slapd[9]: conn=7 fd=21 ACCEPT from IP=192.0.2.7:45011 (IP=0.0.0.0:636)\n"
            + "2021-05-01T10:00:01Z srv slapd[9]: conn=7 op=1 RESULT tag=97 err=49 text=\n");

        Assert.Contains("src_ip=192.0.2.7", records[1]);
        Assert.Contains("outcome=failure", records[1]);
    }

    [Theory]
    [InlineData("srv", "conn=8")]
    [InlineData("other", "conn=7")]
    public void Another_session_or_host_takes_nothing(string host, string connection)
    {
        var records = Read(
            "2021-05-01T10:00:00Z srv slapd[9]: conn=7 fd=21 ACCEPT from IP=192.0.2.7:45011 (IP=0.0.0.0:636)\n"
            + $"2021-05-01T10:00:01Z {host} slapd[9]: {connection} op=1 RESULT tag=97 err=49 text=\n");

        Assert.DoesNotContain(records[1], field => field.StartsWith("src_ip=", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_program_puts_around_its_messages_is_read_in_syslog_too()
    {
        var record = Assert.Single(Read(
            "2021-05-01T10:00:00Z srv httpd[22034]: [authz_core:error] [pid 22034] [client 192.0.2.7:58585] AH01630: client denied by server configuration: /srv/www/\n"));

        Assert.Contains("src_ip=192.0.2.7", record);
        Assert.Contains("module=authz_core", record);
        Assert.Contains("event=request-refused", record);
    }

    private static List<List<string>> Read(string text)
    {
        var records = new List<List<string>>();
        Given.Read(Format, Given.File(text), record => records.Add(Given.Fields(record)));
        return records;
    }
}
