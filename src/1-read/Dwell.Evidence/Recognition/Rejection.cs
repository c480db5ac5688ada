using System.Globalization;
using System.Text.Json;

namespace Dwell.Evidence.Recognition;

/// <summary>Says in plain words why content is not read.</summary>
internal static class Rejection
{
    private const string TruthSchema = "dwell/truth/";

    /// <summary>The reason for files that Dwell or its simulator wrote, which are no evidence; null for all others.</summary>
    public static string? OwnOf(EvidenceFormat format, ReadOnlySpan<byte> head)
    {
        if (format == EvidenceFormat.Json && SchemaOf(head) is { } schema)
        {
            if (schema.StartsWith(TruthSchema, StringComparison.Ordinal))
                return "truth of a simulation";
            if (schema.StartsWith("dwell/", StringComparison.Ordinal))
                return $"written by Dwell itself ({schema})";
        }

        return null;
    }

    /// <summary>The reason; the name only chooses the words, never whether something is read.</summary>
    public static string WhyOf(EvidenceFormat format, ReadOnlySpan<byte> head, string path)
    {
        if (format == EvidenceFormat.Empty)
            return "empty file";
        if (format == EvidenceFormat.OtherArchive)
            return $"{KnownMagic.NameOf(head)!.Name}: not unpacked yet; unpack it and give the folder";
        if (KnownMagic.NameOf(head) is { } known)
            return $"{known.Name}: no reader for it";
        if (path.EndsWith(".evtx", StringComparison.OrdinalIgnoreCase))
            return "no EVTX header";
        return "format not recognised; it starts with " + FirstBytesOf(head);
    }

    private static string FirstBytesOf(ReadOnlySpan<byte> head)
    {
        var shown = head[..Math.Min(4, head.Length)].ToArray();
        return string.Join(' ', shown.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    // The value of "schema" at the top of a JSON object, as far as the head goes.
    private static string? SchemaOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(System.Text.Encoding.UTF8.Preamble))
            head = head[System.Text.Encoding.UTF8.Preamble.Length..];
        var reader = new Utf8JsonReader(head, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                var isSchema = reader.ValueTextEquals("schema"u8);
                if (!reader.Read())
                    return null;
                if (isSchema && reader.TokenType == JsonTokenType.String)
                    return reader.GetString();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON after all, or a string that is no Unicode: then it names no schema.
        }

        return null;
    }
}
