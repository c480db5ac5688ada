using Dwell.Content.JsonLogs;
using Dwell.Content.Store;
using Dwell.Readers.Json;
using Dwell.Readers.Lines;
using Dwell.Readers.Web;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Lines;

/// <summary>Lines that are not of the form of their file, and records that are known by their keys.</summary>
public sealed class StrayLinesTests
{
    private const string Proxy = "[01/Oct/2025:14:32:15 +0000] HIT 200 200 - GET https example.com \"/a\" [Client 192.0.2.7] [Length 15] [Gzip -] [Sent-to b] \"x/1\" \"-\"";

    private static readonly LineKnowledge Knowledge = new(ContentStore.Embedded);

    [Fact]
    public void An_access_line_and_a_syslog_line_among_a_program_s_own_are_read_as_what_they_are()
    {
        const string Access = "192.0.2.8 - - [24/Jan/2022:16:22:14 +0000] \"GET /b HTTP/1.1\" 404 5 \"-\" \"y/2\"";
        const string Syslog = "2022-01-24T16:22:15Z web1 sshd[12]: Failed password for root from 192.0.2.9 port 4000 ssh2";
        var sources = new List<string>();

        Given.Read(new ProgramLogFormat(Knowledge), Given.File($"{Proxy}\n{Proxy}\n{Access}\n{Proxy}\n{Syslog}\n{Proxy}\nwhat is this\n"), record => sources.Add(record.Shape.Source));

        Assert.Equal(["web/nginx-proxy-manager", "web/nginx-proxy-manager", "web/access", "web/nginx-proxy-manager", "linux/sshd", "web/nginx-proxy-manager", "text/line"], sources);
    }

    [Fact]
    public void An_access_line_behind_a_syslog_header_keeps_its_client()
    {
        var clients = new List<string?>();

        Given.Read(
            new WebLogFormat(Knowledge),
            Given.File("Jul  8 11:07:07 web1.example nginx[2869]: 192.0.2.7 - - [08/Jul/2021:11:07:07 +0000] \"GET /x HTTP/1.1\" 200 5 \"-\" \"z\"\n"),
            record => clients.Add(record["c-ip"]));

        Assert.Equal("192.0.2.7", Assert.Single(clients));
    }

    [Theory]
    [InlineData("{\"reqId\":\"1\",\"time\":\"2022-01-16T15:42:37+00:00\",\"remoteAddr\":\"192.0.2.7\",\"app\":\"core\",\"message\":\"x\"}", "app/nextcloud")]
    [InlineData("{\"ClientHost\":\"192.0.2.7\",\"RequestMethod\":\"GET\",\"RequestPath\":\"/\",\"DownstreamStatus\":200,\"time\":\"2022-01-16T15:42:37Z\"}", "web/traefik")]
    [InlineData("{\"time\":\"2022-01-16T15:42:37Z\",\"message\":\"x\"}", "json/record")]
    public void A_record_is_of_the_log_whose_keys_it_has(string line, string source)
    {
        var sources = new List<string>();
        var format = new JsonFormat([.. JsonDialects.All, new KnownJson(JsonLogLoader.Load(ContentStore.Embedded))], Knowledge);

        Given.Read(format, Given.File(line + "\n"), record => sources.Add($"{record.Shape.Source} {record.Time}"));

        Assert.Equal($"{source} 2022-01-16T15:42:37Z", Assert.Single(sources));
    }
}
