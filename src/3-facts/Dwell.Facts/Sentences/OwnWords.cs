using System.Globalization;
using System.Text;
using Dwell.Facts.Mapping;
using Dwell.Model.Records;

namespace Dwell.Facts.Sentences;

/// <summary>
/// What stands for a sentence where Dwell has none: the record's own message, else its first fields as <c>name=value</c>, so that
/// whoever reads a list sees what the record says without opening it.
/// </summary>
internal static class OwnWords
{
    private const int MostFields = 6;
    private static readonly string[] MessageFields = ["message", "msg", "Message"];

    /// <summary>The words; empty for a record without any value. Windows events begin with provider and event id.</summary>
    public static string Of(LogRecord record, Action<StringBuilder, string> append)
    {
        var text = new StringBuilder();
        var first = 0;
        if (record.Shape.Family == WindowsFields.Family && record.Shape.Fields.Length >= WindowsFields.Count)
        {
            first = WindowsFields.Count;
            text.Append(CultureInfo.InvariantCulture, $"{record["Provider_Name"] ?? "a provider"} event {record["EventID"]}");
        }

        foreach (var name in MessageFields)
        {
            if (record[name] is { Length: > 0 } message)
            {
                text.Append(text.Length > 0 ? ": " : "");
                append(text, message);
                return text.ToString();
            }
        }

        AppendFields(record, first, text, append);
        return text.ToString();
    }

    private static void AppendFields(LogRecord record, int first, StringBuilder text, Action<StringBuilder, string> append)
    {
        var shown = 0;
        for (var slot = first; slot < record.Shape.Fields.Length && shown < MostFields; slot++)
        {
            if (record.Read(slot, out var value) != FieldState.Text || Converter.Meaningful(value).IsEmpty)
                continue;
            text.Append(shown++ > 0 ? ", " : text.Length > 0 ? ": " : "").Append(record.Shape.Fields[slot]).Append('=');
            append(text, value.ToString());
        }
    }
}
