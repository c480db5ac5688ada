using System.Text;
using System.Text.Json;
using Dwell.Case.Json;
using Dwell.Model.Evidence;

namespace Dwell.Case;

/// <summary>
/// What was done with a case: lines that are only ever added, each with the hash of the whole line before it,
/// so that a line can't be changed, removed or put between without breaking all after it. No line has a time:
/// two runs are the same byte for byte.
/// </summary>
public static class CaseJournal
{
    private const string Before = "before";

    /// <summary>
    /// Adds a line to the journal of a case. <paramref name="what"/> is a short kebab-case word, <paramref
    /// name="details"/> are written in their order. Not for several writers at once. Throws <see
    /// cref="CaseException"/> when the journal is missing or its last line is cut.
    /// </summary>
    public static void Append(string folder, string what, params ReadOnlySpan<KeyValuePair<string, string>> details)
    {
        var path = Path.Combine(folder, CaseFiles.Journal);
        if (!File.Exists(path))
            throw new CaseException($"'{folder}' has no {CaseFiles.Journal}.");
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length == 0 || bytes[^1] != '\n')
            throw new CaseException($"The last line of '{path}' is cut; verify the case first.");
        var lastStart = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
        var line = Line(Sha256Digest.Of(bytes.AsSpan(lastStart, bytes.Length - 1 - lastStart)), what, details);
        new CaseDisk().Append(path, line);
    }

    /// <summary>
    /// The number, from 1, of the first line that doesn't follow from the one before; null when all do.
    /// </summary>
    public static int? FirstBrokenLine(ReadOnlySpan<byte> journal)
    {
        var before = default(Sha256Digest);
        var number = 0;
        while (!journal.IsEmpty)
        {
            number++;
            var end = journal.IndexOf((byte)'\n');
            if (end < 0 || !TryReadBefore(journal[..end], out var stated) || stated != before)
                return number;
            before = Sha256Digest.Of(journal[..end]);
            journal = journal[(end + 1)..];
        }

        return number == 0 ? 1 : null;
    }

    internal static byte[] FirstLine(CaseInputs inputs) =>
        Line(default, "case-made", [KeyValuePair.Create("inputs", inputs.ToHash().ToString())]);

    private static byte[] Line(Sha256Digest before, string what, ReadOnlySpan<KeyValuePair<string, string>> details)
    {
        var pairs = details.ToArray();
        return JsonText.Write(indented: false, json =>
        {
            json.WriteStartObject();
            json.WriteString(Before, before.ToString());
            json.WriteString("what", what);
            foreach (var (name, value) in pairs)
                json.WriteString(name, value);
            json.WriteEndObject();
        });
    }

    private static bool TryReadBefore(ReadOnlySpan<byte> line, out Sha256Digest before)
    {
        before = default;
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(line));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(Before, out var value)
                && value.ValueKind == JsonValueKind.String
                && Sha256Digest.TryParse(value.GetString(), out before);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
