using Dwell.Tests.Delimited;

namespace Dwell.Tests.Web;

public sealed class WebLogTests
{
    private const string Time = "[08/Oct/2021:17:09:03 +0200]";

    [Theory]
    [InlineData(
        "192.0.2.7 - - {t} \"GET /a/b.php?c=d HTTP/1.1\" 200 803 \"http://x.example/\" \"curl/7.68.0\"",
        "c-ip=192.0.2.7 | cs-method=GET | cs-uri=/a/b.php?c=d | cs-uri-stem=/a/b.php | cs-uri-query=c=d | cs-uri-extension=php | cs-version=HTTP/1.1 | sc-status=200 | sc-bytes=803 | cs-referer=http://x.example/ | cs-user-agent=curl/7.68.0")]
    [InlineData("2001:db8::7 - anna smith {t} \"HEAD / HTTP/1.0\" 304 -", "c-ip=2001:db8::7 | cs-username=anna smith | cs-method=HEAD | cs-uri=/ | cs-uri-stem=/ | cs-version=HTTP/1.0 | sc-status=304")]
    [InlineData("www.example.org:443 192.0.2.7 - - {t} \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" \"203.0.113.9, 10.0.0.1\"", "c-ip=192.0.2.7 | cs-host=www.example.org | cs-method=GET | cs-uri=/ | cs-uri-stem=/ | cs-version=HTTP/1.1 | sc-status=200 | sc-bytes=1 | x-forwarded-for=203.0.113.9, 10.0.0.1")]
    [InlineData("203.0.113.9, 10.0.0.1 - - {t} \"GET / HTTP/1.1\" 200 1", "c-ip=203.0.113.9 | cs-method=GET | cs-uri=/ | cs-uri-stem=/ | cs-version=HTTP/1.1 | sc-status=200 | sc-bytes=1 | x-forwarded-for=203.0.113.9, 10.0.0.1")]
    [InlineData("pc7.north.example - - {t} \"GET / HTTP/1.1\" 200 1 \"-\" \"a\" 0.005 \"x y\"", "c-ip=pc7.north.example | cs-method=GET | cs-uri=/ | cs-uri-stem=/ | cs-version=HTTP/1.1 | sc-status=200 | sc-bytes=1 | cs-user-agent=a | (more)=0.005 | (more)=x y")]
    [InlineData("192.0.2.7 - - {t} \"\\x16\\x03\\x01\" 400 150 \"-\" \"-\"", "c-ip=192.0.2.7 | sc-status=400 | sc-bytes=150 | request=\\x16\\x03\\x01")]
    [InlineData("192.0.2.7 - - {t} \"GET /a\" 200 1 HTTP/1.1\" 404 2 \"-\" \"-\"", "c-ip=192.0.2.7 | cs-method=GET | cs-uri=/a | cs-uri-stem=/a | sc-status=200 | sc-bytes=1 | (more)=HTTP/1.1\" | (more)=404 | (more)=2")]
    [InlineData("192.0.2.7 - - {t} \"GET /a\\\" 200 1 HTTP/1.1\" 404 2 \"-\" \"x \\\" 500\"", "c-ip=192.0.2.7 | cs-method=GET | cs-uri=/a\\\" 200 1 | cs-uri-stem=/a\\\" 200 1 | cs-version=HTTP/1.1 | sc-status=404 | sc-bytes=2 | cs-user-agent=x \\\" 500")]
    [InlineData("192.0.2.7 - - {t} \"-\" 408 - \"-\" \"-\"", "c-ip=192.0.2.7 | sc-status=408")]
    [InlineData("192.0.2.7 - - {t} \"CONNECT mail.example.org:443 HTTP/1.1\" 405 0", "c-ip=192.0.2.7 | cs-host=mail.example.org | cs-method=CONNECT | cs-uri=mail.example.org:443 | cs-version=HTTP/1.1 | sc-status=405 | sc-bytes=0")]
    [InlineData("192.0.2.7 - - {t} \"GET http://u@x.example:81/p HTTP/1.1\" 200 0", "c-ip=192.0.2.7 | cs-host=x.example | cs-method=GET | cs-uri=http://u@x.example:81/p | cs-uri-stem=/p | cs-version=HTTP/1.1 | sc-status=200 | sc-bytes=0")]
    public void Access_lines_are_read(string line, string expected)
    {
        var read = CsvText.Read(line.Replace("{t}", Time, StringComparison.Ordinal) + "\n", "web-log");

        Assert.Equal("web/access 2021-10-08T15:09:03Z " + expected, read[0]);
        Assert.Single(read);
    }

    [Theory]
    [InlineData(
        "[Wed Oct 11 14:32:52.123456 2023] [core:error] [pid 35708:tid 4328636416] [client 192.0.2.7:51234] File does not exist: /x",
        "2023-10-11T14:32:52.123456Z level=error | module=core | pid=35708 | c-ip=192.0.2.7 | c-port=51234 | message=File does not exist: /x")]
    [InlineData("[Wed Oct 11 14:32:52 2023] [error] [client 192.0.2.7] user anna not found: /x", "2023-10-11T14:32:52Z level=error | c-ip=192.0.2.7 | message=user anna not found: /x")]
    [InlineData(
        "2023/10/11 14:32:52 [error] 334#334: *338 user \"toto\": password mismatch, client: 192.0.2.7, server: x.example, request: \"GET /a, client: 10.0.0.1 HTTP/1.1\", host: \"x.example\"",
        "2023-10-11T14:32:52Z level=error | pid=334 | message=user \"toto\": password mismatch, client: 192.0.2.7, server: x.example, request: \"GET /a, client: 10.0.0.1 HTTP/1.1\", host: \"x.example\"")]
    public void Error_lines_are_read(string line, string expected)
    {
        var read = ReadByFormat(line + "\n")[0];

        // The rest of an nginx line is checked by its own test.
        Assert.StartsWith("web/error " + expected.Split(" | ")[0], read, StringComparison.Ordinal);
        Assert.EndsWith(expected[expected.IndexOf("message=", StringComparison.Ordinal)..], read, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_client_put_into_its_request_is_not_taken_for_the_server_s_own_words()
    {
        var read = ReadByFormat(
            "2023/10/11 14:32:52 [error] 334#334: *338 user \"toto\": password mismatch, client: 192.0.2.7, server: x.example, request: \"GET /a, client: 10.0.0.1 HTTP/1.1\", host: \"x.example\"\n")[0];

        Assert.Contains("c-ip=192.0.2.7", read, StringComparison.Ordinal);
        Assert.Contains("cs-host=x.example", read, StringComparison.Ordinal);
        Assert.Contains("cs-username=toto", read, StringComparison.Ordinal);
        Assert.Contains("cs-uri=/a, client: 10.0.0.1 ", read, StringComparison.Ordinal);
    }

    [Fact]
    public void Squid_s_native_lines_are_read_with_what_is_appended()
    {
        Assert.Equal(
        [
            "squid/access 2010-10-08T09:51:48.779Z c-ip=192.0.2.4 | cs-username=anna | cs-host=www.example.org | cs-method=GET | cs-uri=http://www.example.org/a.exe?x=1 | cs-uri-stem=/a.exe"
            + " | cs-uri-query=x=1 | cs-uri-extension=exe | sc-status=200 | sc-bytes=411 | s-action=TCP_MISS | s-hierarchy=DIRECT | r-ip=198.51.100.3 | rs-content-type=text/html | time-taken=180",
            "squid/access 2010-10-08T09:51:49.001Z c-ip=2001:db8::4 | cs-host=mail.example.org | cs-method=CONNECT | cs-uri=mail.example.org:443 | sc-status=403 | sc-bytes=3915"
            + " | cs-user-agent=Mozilla/5.0 (X11) | s-action=TCP_DENIED | s-hierarchy=HIER_NONE | rs-content-type=text/html | time-taken=0",
        ],
        CsvText.Read(
            "1286531508.779    180 192.0.2.4 TCP_MISS/200 411 GET http://www.example.org/a.exe?x=1 anna DIRECT/198.51.100.3 text/html\n"
            + "1286531509.001      0 2001:db8::4 TCP_DENIED/403 3915 CONNECT mail.example.org:443 - HIER_NONE/- text/html \"Mozilla/5.0 (X11)\"\n",
            "squid"));
    }

    [Fact]
    public void Squid_s_combined_lines_are_a_proxy_s()
    {
        var read = CsvText.Read($"192.0.2.4 - anna {Time} \"GET http://www.example.org/ HTTP/1.1\" 200 411 \"-\" \"curl\" TCP_MISS:HIER_DIRECT\n");

        Assert.StartsWith("squid/access", read[0], StringComparison.Ordinal);
        Assert.EndsWith("s-action=TCP_MISS | s-hierarchy=HIER_DIRECT", read[0], StringComparison.Ordinal);
    }

    // Alone in a file such lines are read by the patterns of content/lines; between access lines, by this format.
    private static List<string> ReadByFormat(string text)
    {
        var found = new List<string>();
        Given.Read(new Dwell.Readers.LogFormats().All.Single(item => item.Name == "web-log"), Given.File(text), record => found.Add(CsvText.Show(record)));
        return found;
    }

    [Fact]
    public void Damaged_lines_are_kept()
    {
        var random = new Random(5);
        var clean = $"192.0.2.7 - - {Time} \"GET /a/b.php?c=d HTTP/1.1\" 200 803 \"http://x.example/\" \"curl/7.68.0\"";
        var lines = Enumerable.Range(0, 2000).Select(i =>
        {
            var line = clean.ToCharArray();
            for (var n = i < 1200 ? 0 : random.Next(1, 5); n > 0; n--)
                line[random.Next(line.Length)] = "\"\\ []-x/:0"[random.Next(10)];
            return new string(line, 0, i < 1200 ? line.Length : random.Next(line.Length + 1));
        }).ToList();
        var found = 0;
        var format = new Dwell.Readers.LogFormats().All.Single(item => item.Name == "web-log");

        Given.Read(format, Given.File(string.Join('\n', lines)), _ => found++);

        Assert.Equal(lines.Count(line => line.Length > 0), found);
    }
}
