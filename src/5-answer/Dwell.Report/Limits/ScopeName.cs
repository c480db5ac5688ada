namespace Dwell.Report.Limits;

/// <summary>Takes the name of a limit's place out of its sentences, so that those of many places can be told once.</summary>
internal static class ScopeName
{
    /// <summary>The text with each whole occurrence of the scope's name (<c>host:ENG07</c>) as <c>these hosts</c> or <c>these places</c>.</summary>
    public static string Without(string text, string scope)
    {
        var name = scope[(scope.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (name.Length == 0 || scope.Length == name.Length)
            return text;
        var stead = scope.StartsWith("host:", StringComparison.Ordinal) ? "these hosts" : "these places";
        var from = 0;
        while (text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            var end = at + name.Length;
            if ((at > 0 && IsPartOfName(text[at - 1])) || (end < text.Length && IsPartOfName(text[end], text, end)))
            {
                from = end;
                continue;
            }

            text = string.Concat(text.AsSpan(0, at), stead, text.AsSpan(end));
            from = at + stead.Length;
        }

        return text;
    }

    // "ENG07." ends a sentence, "ENG07.bureau.example" is another name.
    private static bool IsPartOfName(char after, string text, int at) =>
        IsPartOfName(after) || (after == '.' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]));

    private static bool IsPartOfName(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';
}
