using System.Diagnostics;
using System.Text;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Lines;

public sealed class LineMatcherTests
{
    [Theory]
    [InlineData("x", "Failed for {user} from {ip:ip}", "Failed for x from 1.2.3.4", "x", "1.2.3.4")]
    [InlineData("chosen to mislead", "Failed for {user} from {ip:ip}", "Failed for x from 6.6.6.6 from 1.2.3.4", "x from 6.6.6.6", "1.2.3.4")]
    [InlineData("empty", "Failed for {user} from {ip:ip}", "Failed for  from 1.2.3.4", "", "1.2.3.4")]
    [InlineData("optional tail", "Failed for {user} from {ip:ip}{? port {port:int}}{? [preauth]}", "Failed for a from b from ::1 port 22 [preauth]", "a from b", "::1")]
    [InlineData("greedy", "Bad user {user*} from {ip:ip}: {why}", "Bad user x from 6.6.6.6: y from 1.2.3.4: z", "x from 6.6.6.6: y", "1.2.3.4")]
    [InlineData("greedy, later text is no address", "Bad user {user*} from {ip:ip}: {why}", "Bad user x from 1.2.3.4: away from here", "x", "1.2.3.4")]
    [InlineData("lazy", "{user} : TTY={tty} ; IP={ip:ip} ; {rest}", "bob : TTY=p ; IP=1.2.3.4 ; a : TTY=q ; IP=6.6.6.6 ; ", "bob", "1.2.3.4")]
    [InlineData("address and port", "for {user} at {ip:ip}:{port:int}", "for x at 1.2.3.4:22", "x", "1.2.3.4")]
    [InlineData("address in brackets", "for {user} at [{ip:ip}]:{port:int}", "for x at [2001:db8::1]:22", "x", "2001:db8::1")]
    [InlineData("host before a colon", "for {user:word} at {ip:host}: {rest}", "for x at 2001:db8::1: end", "x", "2001:db8::1")]
    [InlineData("word up to a bracket", "({user:word}) at {ip:word}", "(cron) at y", "cron", "y")]
    [InlineData("braces", "\\{{user}\\} {ip:ip}", "{x} 1.2.3.4", "x", "1.2.3.4")]
    [InlineData("blanks", "{user:word}{ }at {ip:ip}", "x \t at 1.2.3.4", "x", "1.2.3.4")]
    [InlineData("quoted", "user {user:quoted} at {ip:ip}", "user \"a \\\" b\" at 1.2.3.4", "a \\\" b", "1.2.3.4")]
    [InlineData("quoted from the right", "{ip} is {user:quoted}", "1.2.3.4 is \"a \\\" b\"", "a \\\" b", "1.2.3.4")]
    public void A_capture_ends_where_its_neighbours_are(string why, string pattern, string message, string user, string ip)
    {
        var fields = LineTexts.MatcherOf(pattern).Match(message);

        Assert.True(fields is not null, why);
        Assert.Equal((user, ip), (fields["user"], fields["ip"]));
    }

    [Theory]
    [InlineData("for {user} from {ip:ip}", "for x from 1.2.3")]
    [InlineData("for {user} from {ip:ip}", "for x from 1.2.3.4 and more")]
    [InlineData("for {user} from {ip:ip}", "for x from 1.2.3.256")]
    [InlineData("for {user} from {ip:ip}", "for x from 1::2::3")]
    [InlineData("for {user} from {ip:ip}", "four x from 1.2.3.4")]
    [InlineData("port {port:int}", "port x")]
    [InlineData("port {port:int}", "port 12345678901234567890")]
    [InlineData("{a=opened|closed} it", "opens it")]
    [InlineData("mac {m:mac}", "mac 00:11:22")]
    public void What_is_not_of_the_type_does_not_fit(string pattern, string message) =>
        Assert.Null(LineTexts.MatcherOf(pattern).Match(message));

    [Theory]
    [InlineData("{a:ip} x", "fe80::1%eth0 x", "fe80::1%eth0")]
    [InlineData("x {} {a:ip}", "x at ::ffff:1.2.3.4", "::ffff:1.2.3.4")]
    [InlineData("{a:host}, x", "mail.example.org, x", "mail.example.org")]
    [InlineData("{a:mac} x", "00:1b:44:11:3a:b7 x", "00:1b:44:11:3a:b7")]
    [InlineData("{} {a:mac}", "x 001b.4411.3ab7", "001b.4411.3ab7")]
    [InlineData("{a:number}s", "1.25s", "1.25")]
    [InlineData("{} {a:number}s", "x 1.25s", "1.25")]
    [InlineData("{a:hex}:", "0x1F:", "0x1F")]
    [InlineData("{a:id}: {}", "3F2A-b_c: x", "3F2A-b_c")]
    [InlineData("at {a:time}, x", "at 10/Oct/2000:13:55:36 -0700, x", "10/Oct/2000:13:55:36 -0700")]
    public void Typed_captures_know_their_ends(string pattern, string message, string? a) =>
        Assert.Equal(a, LineTexts.MatcherOf(pattern).Match(message)?.GetValueOrDefault("a"));

    [Theory]
    [InlineData("from 1.2.3.4", "src_ip", "1.2.3.4")]
    [InlineData("from ::1", "src_ip", "::1")]
    [InlineData("from mail.example.org", "src_host", "mail.example.org")]
    [InlineData("from 1.2.3.4.example.org", "src_host", "1.2.3.4.example.org")]
    public void A_peer_is_an_address_or_a_name(string message, string field, string value)
    {
        foreach (var pattern in new[] { "from {src:peer}", "{}from {src:peer}" })
        {
            var fields = LineTexts.MatcherOf(pattern).Match(message)!;
            Assert.Equal(value, fields[field]);
            Assert.False(fields.ContainsKey(field == "src_ip" ? "src_host" : "src_ip"));
        }
    }

    [Fact]
    public void Repeated_messages_are_read_like_one_of_them()
    {
        var fields = LineTexts.MatcherOf("Failed for {user} from {ip:ip}").Match("message repeated 3 times: [ Failed for x from 1.2.3.4]");

        Assert.Equal(("3", "x", "1.2.3.4"), (fields!["repeated"], fields["user"], fields["ip"]));
    }

    [Fact]
    public void The_first_pattern_that_fits_counts_and_constants_are_its_own()
    {
        var matcher = LineTexts.MatcherOf("a {x} c", "a {y}");

        Assert.Equal("a", matcher.Match("a b c")!["event"]);
        Assert.Equal("b", matcher.Match("a b d")!["event"]);
        Assert.Null(matcher.Match("b"));
    }

    [Theory]
    [InlineData("P", true)]
    [InlineData("/usr/sbin/p", true)]
    [InlineData("q", false)]
    public void Programs_are_found_by_name(string program, bool isFound) =>
        Assert.Equal(isFound, LineTexts.MatcherOf("a").Match("a", program) is not null);

    [Fact]
    public void Messages_that_fit_no_pattern_are_of_the_source_that_takes_the_rest()
    {
        var matcher = new Readers.Lines.LineMatcher(Readers.Lines.LinePatterns.Compile(LineTexts.Load("""
            origin: test
            programs:
              - { source: test/first, programs: [p], patterns: [{ name: a, pattern: "a {x}", examples: [{ message: x, fields: {} }] }] }
              - { source: test/rest, rest: true, programs: [p], patterns: [{ name: b, pattern: "b {x}", examples: [{ message: x, fields: {} }] }] }
            """)));

        Assert.True(matcher.Match("p"u8, "a 1"u8));
        Assert.Equal("test/first", matcher.Source!.Name);
        Assert.False(matcher.Match("p"u8, "c"u8));
        Assert.Equal("test/rest", matcher.Source!.Name);
        Assert.False(matcher.Match("q"u8, "c"u8));
        Assert.Null(matcher.Source);
    }

    [Fact]
    public void Pairs_give_fields_and_the_first_value_of_a_key_counts()
    {
        var matcher = new Readers.Lines.LineMatcher(Readers.Lines.LinePatterns.Compile(LineTexts.Load("""
            origin: test
            programs:
              - source: test/p
                programs: [p]
                patterns:
                  - name: a
                    pattern: 'Login: {pairs}'
                    pairs: { from: pairs, separator: ", ", fields: { user: user, rip: src_ip } }
                    examples: [{ message: x, fields: {} }]
            """)));

        var fields = matcher.Match("Login: user=<a, rip=6.6.6.6>, method=PLAIN, rip=1.2.3.4, TLS, rip=7.7.7.7")!;

        Assert.Equal(("a, rip=6.6.6.6", "1.2.3.4"), (fields["user"], fields["src_ip"]));
        Assert.False(fields.ContainsKey("pairs"));
    }

    [Fact]
    public void Matching_allocates_nothing()
    {
        var matcher = LineTexts.MatcherOf("{a:word} {b} from {c:ip}", "{?x }{b:int}: {rest}");
        var messages = new[] { "one two from 1.2.3.4"u8.ToArray(), "x 3: four"u8.ToArray(), "none of these"u8.ToArray() };
        matcher.Match("p"u8, messages[0]);

        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (var message in messages)
                matcher.Match("p"u8, message);
        }));
    }

    [Theory]
    [InlineData("a {x*} b{y:word} c {z}", " b ")]
    [InlineData("{x} b{y:int} {z}", " b")]
    [InlineData("{} {q:quoted}", "\\\"")]
    [InlineData("{a:ip}x", "1:")]
    public void The_time_taken_is_linear_in_the_message(string pattern, string piece)
    {
        var matcher = LineTexts.MatcherOf(pattern);
        var message = Encoding.UTF8.GetBytes("a " + string.Concat(Enumerable.Repeat(piece, 1_000_000)) + "\"");
        var watch = Stopwatch.StartNew();

        matcher.Match("p"u8, message);

        // Some milliseconds, more on a busy machine; quadratic time would be hours.
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
    }
}
