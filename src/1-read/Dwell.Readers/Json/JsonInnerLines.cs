namespace Dwell.Readers.Json;

/// <summary>Reads lines <c>Name: value</c>: what Sysmon's messages are made of, whose names are those of the event's data.</summary>
internal static class JsonInnerLines
{
    private const int MostNameBytes = 64;

    public static void Read(ReadOnlySpan<byte> text, JsonName prefix, JsonNames names, JsonEntries entries)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = (end < 0 ? text : text[..end]).TrimEnd("\r "u8);
            text = end < 0 ? default : text[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon is <= 0 or > MostNameBytes || !IsName(line[..colon]) || (colon + 1 < line.Length && line[colon + 1] != ' '))
                continue;
            var value = colon + 2 > line.Length ? default : line[(colon + 2)..];
            entries.AddMade(names.Find(prefix, line[..colon], isEscaped: false), value);
        }
    }

    private static bool IsName(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
                return false;
        }

        return true;
    }
}
