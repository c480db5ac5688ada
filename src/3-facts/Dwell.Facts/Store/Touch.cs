using System.Text;
using Dwell.Model.Facts;

namespace Dwell.Facts.Store;

/// <summary>
/// When a fact touches a value: an address, account, host, hash, file or other name that its host or one of its columns
/// names, alone or set off within a longer text (<c>anna</c> in <c>CORP\anna</c>, a hash in <c>SHA256=…</c>, <c>a.exe</c> in
/// a path, <c>WS1</c> in <c>ws1.corp.example</c>). Letters of either case are one.
/// </summary>
public static class Touch
{
    private const string Before = "\\/=,;@:|([{<>\"' \t";
    private const string After = Before + ".)]}?&";

    /// <summary>True when the fact's host or one of its values does.</summary>
    public static bool Fits(Fact fact, string value)
    {
        if (Fits(fact.Host, value))
            return true;
        foreach (var (_, text) in fact.Values)
        {
            if (Fits(text, value))
                return true;
        }

        return false;
    }

    /// <summary>True when the text is the value, or has it set off by separators.</summary>
    public static bool Fits(string text, string value)
    {
        if (value.Length == 0)
            return false;
        for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + value.Length;
            if ((at == 0 || Before.Contains(text[at - 1], StringComparison.Ordinal))
                && (end == text.Length || After.Contains(text[end], StringComparison.Ordinal)))
                return text.Length == value.Length || !IsIpv4(text);
        }

        return false;
    }

    // "10.1" is no name within 10.1.2.3.
    private static bool IsIpv4(string text) => text.Length <= 15 && PlainValues.TryReadIpv4(Encoding.UTF8.GetBytes(text), out _);
}
