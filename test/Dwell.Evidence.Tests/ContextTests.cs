using System.Net;
using Dwell.Evidence.Context;
using Dwell.Model.Context;
using Dwell.Model.Time;
using Dwell.Tests;

namespace Dwell.Evidence.Tests;

public sealed class ContextTests : IDisposable
{
    private const string Whole = """
        organisation: Example Design Bureau
        domains: [bureau.example]
        networks: ["198.51.100.0/27"]
        timezones: { mail01: Europe/Moscow, proxy01: UTC }
        segments:
          - { name: office, cidrs: ["10.1.0.0/22", "2001:db8:1::/64"] }
        sensors:
          - { name: perimeter, kind: zeek, sees: [office-internet, dmz-internet] }
        links:
          - { segment: engineering, megabitsPerSecond: 20 }
        assets:
          - { host: mail01, addresses: ["10.2.0.10"], names: [imap.bureau.example], role: mail server, os: linux }
          - { host: eng-fs1, addresses: ["10.3.0.5"], role: file server, os: windows, holds: [satellite bus design, test reports] }
        holds:
          - { where: "mailbox:ivanov@bureau.example", holds: [supplier prices] }
        retention:
          - { source: windows-security, days: 30 }
          - { source: zeek, from: "2021-11-01" }
        detected:
          - { at: "2022-05-16T09:00:00Z", by: IT staff, what: unknown connections of a process on mail01 }
        known:
          - { address: 203.0.113.99, why: penetration test, from: "2022-02-01", to: "2022-02-14" }
        words: [zircon, "trade secret"]
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Refuses_nesting_that_no_context_file_needs(string opening)
    {
        var text = "organisation: x\nwords:\n  " + string.Concat(Enumerable.Repeat(opening, 100_000));

        var exception = Assert.Throws<ContextException>(() => ContextFile.Parse("evidence.yml", text));

        Assert.StartsWith("evidence.yml:3:", exception.Message);
        Assert.Contains("more than 32 lists and mappings", exception.Message);
    }

    [Fact]
    public void Reads_every_key()
    {
        var context = ContextFile.Parse("evidence.yml", Whole);

        Assert.Equal("Example Design Bureau", context.Organisation);
        Assert.Equal(["bureau.example"], context.Domains.ToArray());
        Assert.Equal([IPNetwork.Parse("198.51.100.0/27")], context.Networks.ToArray());
        Assert.Equal("Europe/Moscow", context.Timezones["MAIL01"]);
        Assert.Equal(2, context.Segments.Single().Cidrs.Length);
        Assert.Equal(SensorKind.Zeek, context.Sensors.Single().Kind);
        Assert.Equal([new("office", "internet"), new("dmz", "internet")], context.Sensors.Single().Sees.ToArray());
        Assert.Equal(new SegmentLink("engineering", 20), context.Links.Single());
        Assert.Equal("file server", context.Assets[1].Role);
        Assert.Equal(["satellite bus design", "test reports"], context.Assets[1].Holds.ToArray());
        Assert.Equal(IPAddress.Parse("10.2.0.10"), context.Assets[0].Addresses.Single());
        Assert.Equal("mailbox:ivanov@bureau.example", context.Holds.Single().Where);
        Assert.Equal(30, context.Retention[0].Days);
        Assert.Equal((TimePrecision.Day, "2021-11-01T00:00:00Z"), (context.Retention[1].From!.Value.Precision, context.Retention[1].From.ToString()));
        Assert.Equal("2022-05-16T09:00:00Z", context.Detected.Single().At.ToString());
        Assert.Equal(IPNetwork.Parse("203.0.113.99/32"), context.Known.Single().Address);
        Assert.Equal(["zircon", "trade secret"], context.Words.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("domains:\nassets: ~\n")]
    public void Nothing_given_is_an_empty_context(string text)
    {
        var context = ContextFile.Parse("evidence.yml", text);

        Assert.Null(context.Organisation);
        Assert.Empty(context.Domains);
        Assert.Empty(context.Assets);
    }

    [Theory]
    [InlineData("organization: X", 1, 1, "'organization'; the nearest known key is 'organisation'")]
    [InlineData("links:\n  - { segment: a, megabitspersecond: 5 }", 2, 19, "nearest known key is 'megabitsPerSecond'")]
    [InlineData("assets:\n  - { hosts: a }", 2, 7, "nearest known key is 'host'")]
    [InlineData("zzzzzz: 1", 1, 1, "known here: organisation, domains")]
    [InlineData("domains: bureau.example", 1, 10, "expected a list")]
    [InlineData("domains: [not a domain]", 1, 11, "expected a domain")]
    [InlineData("networks: [10.0.0.0]", 1, 12, "expected a network such as 10.1.0.0/22")]
    [InlineData("networks: [10.0.0.0/33]", 1, 12, "expected a network")]
    [InlineData("timezones: { a: Moscow }", 1, 17, "expected an IANA zone")]
    [InlineData("timezones: { a: Russian Standard Time }", 1, 17, "expected an IANA zone")]
    [InlineData("timezones: { a: Europ/Moscow }", 1, 17, "did you mean 'Europe/Moscow'")]
    [InlineData("timezones: [UTC]", 1, 12, "expected 'name: value' pairs")]
    [InlineData("segments:\n  - { name: a }", 2, 5, "Found no 'cidrs'")]
    [InlineData("sensors:\n  - { name: a, kind: zeke }", 2, 22, "nearest is 'zeek'")]
    [InlineData("sensors:\n  - { name: a, kind: zeek, sees: [office] }", 2, 35, "SEGMENT-internet")]
    [InlineData("links:\n  - { segment: a, megabitsPerSecond: fast }", 2, 38, "expected a number above 0")]
    [InlineData("links:\n  - { segment: a, megabitsPerSecond: -3 }", 2, 38, "expected a number above 0")]
    [InlineData("assets:\n  - { host: a, addresses: [10.1] }", 2, 28, "expected an IP address")]
    [InlineData("holds:\n  - { where: ivanov, holds: [x] }", 2, 14, "expected mailbox:ADDRESS")]
    [InlineData("retention:\n  - { source: zeek }", 2, 5, "neither 'days' nor 'from'")]
    [InlineData("retention:\n  - { source: zeek, days: 1.5 }", 2, 27, "expected a whole number")]
    [InlineData("detected:\n  - { at: \"16.05.2022\", by: x, what: y }", 2, 11, "expected a date such as 2022-02-14")]
    [InlineData("detected:\n  - { at: \"2022-05-16T09:00:00\", by: x, what: y }", 2, 11, "a time with its zone")]
    [InlineData("detected:\n  - { at: \"2022-13-01\", by: x, what: y }", 2, 11, "expected a date")]
    [InlineData("known:\n  - { address: 1.2.3.4, why: x, from: \"2022-02-02\", to: \"2022-02-01\" }", 2, 57, "before the beginning")]
    [InlineData("words: [a, [b]]", 1, 12, "Found a list; expected a text")]
    [InlineData("words: &a [x]\ndomains: *a", 2, 10, "alias")]
    [InlineData("organisation: a\norganisation: b", 2, 1, "YAML")]
    [InlineData("a: [", 2, 1, "not valid YAML")]
    [InlineData("- organisation", 1, 1, "Found a list; expected keys")]
    [InlineData("organisation: a\n---\nwords: []", 3, 1, "second YAML document")]
    public void A_mistake_is_named_with_its_place_and_what_was_expected(string text, int line, int column, string expected)
    {
        var exception = Assert.Throws<ContextException>(() => ContextFile.Parse("evidence.yml", text));

        var error = Assert.Single(exception.Errors);
        Assert.Contains(expected, error.Sentence, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.StartsWith($"evidence.yml:{line}:{column}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_listed_in_the_order_of_the_file()
    {
        var exception = Assert.Throws<ContextException>(() => ContextFile.Parse(
            "evidence.yml", "wrods: [a]\nnetworks: [x, 10.0.0.0/8, y]\ndetected:\n  - { at: soon }\n"));

        Assert.Equal([1L, 2, 2, 4, 4, 4], exception.Errors.Select(error => error.Line));
    }

    [Fact]
    public void Segment_names_with_hyphens_are_told_apart_by_the_segments_that_exist()
    {
        var context = ContextFile.Parse("evidence.yml", """
            segments:
              - { name: lab-east, cidrs: [10.0.0.0/24] }
              - { name: dmz, cidrs: [10.0.1.0/24] }
            sensors:
              - { name: s, kind: netflow, sees: [lab-east-dmz, dmz-lab-east, lab-east-internet] }
            """);

        Assert.Equal(
            [new("lab-east", "dmz"), new("dmz", "lab-east"), new("lab-east", "internet")], context.Sensors.Single().Sees.ToArray());
    }

    [Fact]
    public void Offsets_become_UTC()
    {
        var context = ContextFile.Parse("e", "detected:\n  - { at: \"2022-05-16T12:00+03:00\", by: x, what: y }");

        Assert.Equal("2022-05-16T09:00:00Z", context.Detected.Single().At.ToString());
    }

    [Fact]
    public void The_file_at_the_root_is_found_and_another_one_given_wins()
    {
        var root = _folder.Write("e/evidence.yml", Whole);
        var other = _folder.Write("owner.yml", Whole);

        Assert.Equal(new ContextChoice(root, null), ContextFile.Find([_folder["e"]], null));
        Assert.Equal(new ContextChoice(root, null), ContextFile.Find([_folder["e"]], root));
        Assert.Equal(new ContextChoice(other, root), ContextFile.Find([_folder["e"]], other));
        Assert.Equal(new ContextChoice(null, null), ContextFile.Find([_folder["owner.yml"]], null));
        Assert.Throws<ContextException>(() => ContextFile.Find([_folder["e"]], _folder["nowhere.yml"]));
    }

    [Fact]
    public void Two_different_files_at_two_roots_need_a_choice()
    {
        _folder.Write("a/evidence.yml", Whole);
        _folder.Write("b/evidence.yml", Whole);
        Assert.Equal(_folder["a/evidence.yml"], ContextFile.Find([_folder["b"], _folder["a"]], null).Path);

        _folder.Write("b/evidence.yml", "words: []");

        Assert.Contains("--context", Assert.Throws<ContextException>(() => ContextFile.Find([_folder["b"], _folder["a"]], null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_at_the_root_is_not_followed()
    {
        var outside = _folder.Write("outside.yml", Whole);
        Directory.CreateDirectory(_folder["e"]);
        File.CreateSymbolicLink(_folder["e/evidence.yml"], outside);

        Assert.Null(ContextFile.Find([_folder["e"]], null).Path);
    }
}
