using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Report.Tests;

public sealed class HtmlReportTests
{
    public static TheoryData<string> Hostile => new(
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</style><script src=https://evil.example/x.js></script>",
        "</title></head><body>",
        "<!-- ",
        "]]>",
        "a\u202Egpj.exe\u2066b\u200Bc",
        "nul\0 bell\a escape\e[31m tab\t line\r\n",
        "\uD800 lone surrogate \uDC00",
        "zalgo e\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
        "&amp; &lt;script&gt; &#x3c;",
        "javascript:alert(1)");

    [Fact]
    public async Task Holds_answers_then_what_could_not_be_seen_then_what_to_do()
    {
        var html = await Html(Samples.Full());
        var order = new[] { "The seven answers", "Is a backdoor here?", "Are they still active?", "id=\"unseen-h\"", "id=\"next-h\"", "id=\"findings-h\"", "id=\"timeline-h\"", "id=\"coverage-h\"", "id=\"evidence-h\"", "id=\"provenance-h\"" };
        var main = html.IndexOf("<main>", StringComparison.Ordinal);
        var places = order.Select(part => html.IndexOf(part, main, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task Loads_nothing_and_runs_nothing()
    {
        var html = await Html(Samples.Full());
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(new Regex("""(src|href|action|data|poster|xlink:href)="(?!#)""", RegexOptions.IgnoreCase), html);
        Assert.DoesNotMatch(new Regex("""url\(|@import|<(link|iframe|object|embed|form|base)\b|\son[a-z]+=""", RegexOptions.IgnoreCase), html);
    }

    [Fact]
    public async Task Is_well_formed_and_its_links_lead_somewhere()
    {
        foreach (var input in new[] { Samples.Full(), Samples.Empty() })
        {
            var html = await Html(input);
            var ids = HtmlCheck.WellFormed(html);
            foreach (Match link in Regex.Matches(html, "href=\"#([^\"]*)\""))
                Assert.Contains(link.Groups[1].Value, ids);
        }
    }

    [Fact]
    public async Task Headings_go_down_one_step_at_a_time()
    {
        var html = await Html(Samples.Full());
        var levels = Regex.Matches(html, "<h([1-6])").Select(match => match.Groups[1].Value[0] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        foreach (var (before, after) in levels.Zip(levels.Skip(1)))
            Assert.True(after <= before + 1, $"h{before} is followed by h{after}");
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Evidence_text_stays_text(string hostile)
    {
        var html = await Html(Poisoned(hostile));
        HtmlCheck.WellFormed(html);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!-- ", html, StringComparison.Ordinal);
        foreach (var rune in html.EnumerateRunes().Where(rune => rune.Value != '\n'))
        {
            Assert.False(Rune.IsControl(rune), $"U+{rune.Value:X4} is in the page");
            Assert.NotEqual(UnicodeCategory.Format, Rune.GetUnicodeCategory(rune));
        }
    }

    [Fact]
    public async Task Characters_that_turn_text_around_are_spelled_out()
    {
        var html = await Html(Poisoned("invoice\u202Efdp.exe"));
        Assert.Contains("<bdi class=\"raw\">invoice<span class=\"cp\">U&#x2B;202E</span>fdp.exe</bdi>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_text_is_cut_and_says_so()
    {
        var html = await Html(Poisoned(new string('x', 100_000)));
        Assert.DoesNotContain(new string('x', 2_000), html, StringComparison.Ordinal);
        Assert.Contains("cut: 100,000 characters", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_in_every_culture_and_order()
    {
        var input = Samples.Full();
        var expected = await HtmlReport.RenderAsync(input);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = WithCommas();
            Assert.Equal(expected, await HtmlReport.RenderAsync(input with { Findings = [.. input.Findings.Reverse()] }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("full")]
    [InlineData("empty")]
    public async Task Is_written_out_for_a_look_with_eyes(string sample)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "reports");
        Directory.CreateDirectory(folder);
        var page = await HtmlReport.RenderAsync(sample == "full" ? Samples.Full() : Samples.Empty());
        await File.WriteAllBytesAsync(Path.Combine(folder, sample + ".html"), page);
        Assert.NotEmpty(page);
    }

    [Fact]
    public async Task Says_that_it_is_simulated_only_when_it_is()
    {
        Assert.Contains("SIMULATED", await Html(Samples.Full()), StringComparison.Ordinal);
        Assert.DoesNotContain("SIMULATED", await Html(Samples.Empty()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forty_hosts_with_the_same_limit_are_one_entry_that_counts_them()
    {
        var html = await Html(Samples.Full());
        Assert.Contains("on 40 hosts", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "which files were opened on these hosts"));
    }

    [Fact]
    public async Task Two_thousand_limits_stay_a_few_entries()
    {
        var limits = Enumerable.Range(0, 2_000).Select(i => new Limit(
            $"l-{i:x4}", [Question.Taken], i % 5 == 0 ? "dns" : "share-access", $"host:HOST-{i:D4}", null, null, "not collected",
            $"names asked for by host-{i:D4} are not known", [new Remedy("operator of the resolver", $"its log for HOST-{i:D4}", null, "taken")]));
        var input = Samples.Full();
        var html = await Html(input with { Answers = input.Answers with { Limits = [.. limits] } });
        Assert.Equal(2, Regex.Count(html, "<li id=\"u-"));
        Assert.Contains("on 1,600 hosts", html, StringComparison.Ordinal);
        Assert.Contains("names asked for by these hosts are not known", html, StringComparison.Ordinal);
        Assert.Contains("its log for these hosts", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_findings_stay_a_page_and_none_is_dropped_silently()
    {
        var input = Samples.Full() with { Findings = [.. Enumerable.Range(1, 5_000).Select(Samples.FullFinding)] };
        var page = await HtmlReport.RenderAsync(input);
        Assert.InRange(page.Length, 100_000, 8_000_000);
        var html = Encoding.UTF8.GetString(page);
        HtmlCheck.WellFormed(html);
        Assert.Contains("2,700 findings of lower rank are in findings.jsonl only", html, StringComparison.Ordinal);
    }

    private static CultureInfo WithCommas()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        return culture;
    }

    private static ReportInput Poisoned(string text)
    {
        var input = Samples.Full();
        var finding = Samples.FullFinding(1) with { Title = text, Hosts = [text], Accounts = [text], Counter = [text], Kind = text };
        var limit = Samples.FullLimits()[0];
        var answers = input.Answers with
        {
            Evidence = input.Answers.Evidence with { Organisation = text, Rejected = [new RejectedEvidence(text, text)] },
            Answers = [.. input.Answers.Answers.Select(answer => answer with { Statement = text, Why = text })],
            Limits = [limit with { Class = text, Scope = "host:" + text, Why = text, Effect = text, Remedy = [new Remedy(text, text, null, text)] }],
        };
        return input with
        {
            Answers = answers,
            Findings = [finding],
            Coverage = new Model.Coverage.CoverageMap([text], [text], []),
            Evidence = new ReportEvidence([new ReportFile(Samples.Hash(text), 1, text, 1, [text])]),
            Provenance = new ReportProvenance(text, text, [new ReportRuleSet(text, 1, 0)], [text]),
        };
    }

    private static async Task<string> Html(ReportInput input) => Encoding.UTF8.GetString(await HtmlReport.RenderAsync(input));
}
