namespace Dwell.Facts.Mapping;

/// <summary>
/// Finds what a scheduled task runs in its XML (MS-TSCH 2.5, actions <c>Exec</c> and <c>ComHandler</c>). A
/// scan instead of
/// an XML parser: the text comes from evidence, may be cut off, and may be escaped once more by the exporter.
/// </summary>
internal static class TaskXml
{
    // A task may hold 32 actions (MS-TSCH 2.5.7).
    private const int MaxActions = 32;

    /// <summary>
    /// Writes <c>command arguments</c> or <c>com {class}</c> of each action, joined by <c>; </c>; false when
    /// none is found.
    /// </summary>
    public static bool TryWriteActions(ReadOnlySpan<char> xml, TextBuffer buffer)
    {
        var escaped = xml.IndexOf("&lt;Actions", StringComparison.Ordinal) >= 0;
        var (open, close) = escaped ? ("&lt;", "&gt;") : ("<", ">");
        var actions = Between(ref xml, open + "Actions", open + "/Actions" + close);
        for (var count = 0; count < MaxActions && !actions.IsEmpty; count++)
        {
            var exec = actions.IndexOf(open + "Exec", StringComparison.Ordinal);
            var com = actions.IndexOf(open + "ComHandler", StringComparison.Ordinal);
            if (exec < 0 && com < 0)
                break;
            if (buffer.Length > 0)
                buffer.Append("; ");
            if (com >= 0 && (exec < 0 || com < exec))
            {
                var handler = Between(ref actions, open + "ComHandler", open + "/ComHandler" + close);
                buffer.Append("com ").Append(Element(handler, open + "ClassId" + close, open + "/ClassId" + close));
            }
            else
            {
                var action = Between(ref actions, open + "Exec", open + "/Exec" + close);
                WriteDecoded(Element(action, open + "Command" + close, open + "/Command" + close), escaped, buffer);
                var arguments = Element(action, open + "Arguments" + close, open + "/Arguments" + close);
                if (!arguments.IsEmpty)
                    WriteDecoded(arguments, escaped, buffer.Append(" "));
            }
        }

        return buffer.Length > 0;
    }

    // The text after 'begin' up to 'end' (or to the end of a text that was cut off); 'rest' goes on behind it.
    private static ReadOnlySpan<char> Between(scoped ref ReadOnlySpan<char> rest, string begin, string end)
    {
        var from = rest.IndexOf(begin, StringComparison.Ordinal);
        if (from < 0)
            return rest = default;
        var inside = rest[(from + begin.Length)..];
        var to = inside.IndexOf(end, StringComparison.Ordinal);
        rest = to < 0 ? default : inside[(to + end.Length)..];
        return to < 0 ? inside : inside[..to];
    }

    private static ReadOnlySpan<char> Element(ReadOnlySpan<char> text, string begin, string end)
    {
        var rest = text;
        return Between(ref rest, begin, end).Trim();
    }

    private static void WriteDecoded(ReadOnlySpan<char> text, bool twice, TextBuffer buffer)
    {
        if (text.IndexOf('&') < 0)
        {
            buffer.Append(text);
            return;
        }

        var once = System.Net.WebUtility.HtmlDecode(text.ToString());
        buffer.Append(twice ? System.Net.WebUtility.HtmlDecode(once) : once);
    }
}
