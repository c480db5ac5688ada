using System.Text.RegularExpressions;

namespace Dwell.Report.Tests;

/// <summary>A small, strict reader of the HTML that Dwell writes: every element closed in order, every attribute quoted.</summary>
internal static partial class HtmlCheck
{
    private static readonly HashSet<string> Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

    /// <summary>Throws at the first fault; returns the ids of all elements.</summary>
    public static HashSet<string> WellFormed(string html)
    {
        Assert.StartsWith("<!doctype html>", html.TrimStart(), StringComparison.OrdinalIgnoreCase);
        var open = new Stack<string>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var at = html.IndexOf("<html", StringComparison.Ordinal);
        while (at < html.Length)
        {
            var tag = html.IndexOf('<', at);
            var text = html[at..(tag < 0 ? html.Length : tag)];
            if (open.TryPeek(out var inside) && inside != "style")
                Assert.False(text.Contains('>', StringComparison.Ordinal), $"A bare > in: {text}");
            if (tag < 0)
                break;
            var match = Tag().Match(html, tag);
            Assert.True(match.Success && match.Index == tag, $"No tag at {tag}: {html.Substring(tag, Math.Min(80, html.Length - tag))}");
            at = tag + match.Length;
            var name = match.Groups["name"].Value;
            if (match.Groups["close"].Length > 0)
            {
                Assert.True(open.Count > 0 && open.Pop() == name, $"</{name}> at {tag} closes another element");
                continue;
            }

            foreach (Match id in Id().Matches(match.Groups["attributes"].Value))
                Assert.True(ids.Add(id.Groups[1].Value), $"The id {id.Groups[1].Value} is there twice");
            if (!Void.Contains(name) && match.Groups["self"].Length == 0)
                open.Push(name);
        }

        Assert.Empty(open);
        return ids;
    }

    [GeneratedRegex("""\G<(?<close>/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?:\s+[a-zA-Z][-a-zA-Z:0-9]*(?:="[^"<]*")?)*)\s*(?<self>/?)>""")]
    private static partial Regex Tag();

    [GeneratedRegex("""\sid="([^"]*)" ?""")]
    private static partial Regex Id();
}
