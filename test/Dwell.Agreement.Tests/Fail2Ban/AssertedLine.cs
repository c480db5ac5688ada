using System.Text.Json;

namespace Dwell.Tests.Fail2Ban;

/// <summary>
/// A line of Fail2ban's test logs and what the comment above it says: whether a filter must find something in it, when, from which
/// host and of which user. <paramref name="Offset"/> is where the line begins in <see cref="AssertedLog.Content"/>.
/// </summary>
internal sealed record AssertedLine(int Number, long Offset, string Text, bool IsMatch, string? Host, string? User, DateTime? Time);

/// <summary>A test log: its lines without the comments, and the assertions.</summary>
internal sealed record AssertedLog(string Name, byte[] Content, List<AssertedLine> Lines)
{
    private const string Mark = "# failJSON:";

    public static AssertedLog Read(string path)
    {
        using var content = new MemoryStream();
        var asserted = new List<AssertedLine>();
        JsonElement? pending = null;
        var number = 0;
        foreach (var bytes in LinesOf(File.ReadAllBytes(path)))
        {
            number++;
            var line = System.Text.Encoding.UTF8.GetString(bytes.Span);
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                pending = JsonDocument.Parse(line[Mark.Length..]).RootElement;
                continue;
            }

            if (line.StartsWith('#') || line.Trim().Length == 0)
                continue;
            if (pending is { } said)
                asserted.Add(Of(said, number, content.Position, line));
            pending = null;
            content.Write(bytes.Span);
            content.WriteByte((byte)'\n');
        }

        return new AssertedLog(Path.GetFileNameWithoutExtension(path), content.ToArray(), asserted);
    }

    private static AssertedLine Of(JsonElement said, int number, long offset, string line) =>
        new(number, offset, line, said.GetProperty("match").GetBoolean(), Text(said, "host"), Text(said, "user"), Time(said));

    private static string? Text(JsonElement said, string name) =>
        said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTime? Time(JsonElement said) =>
        Text(said, "time") is { } text
            ? DateTime.ParseExact(text, "yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static IEnumerable<ReadOnlyMemory<byte>> LinesOf(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', at);
            end = end < 0 ? bytes.Length : end;
            yield return bytes.AsMemory(at, end - at);
            at = end + 1;
        }
    }
}
