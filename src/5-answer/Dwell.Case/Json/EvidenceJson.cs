using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Evidence;
using Dwell.Evidence.Hashing;
using Dwell.Model.Evidence;

namespace Dwell.Case.Json;

/// <summary>A file or entry as a case remembers it.</summary>
internal sealed record StoredItem(
    Sha256Digest Sha256, long Size, ImmutableArray<EvidencePlace> Places, StoredBlocks? Blocks)
{
    public bool IsGivenFile => Places.Any(place => place.Entries.IsEmpty);
}

/// <summary>
/// Where in <c>evidence.blocks</c> the leaves of a file begin, how many there are, and their root.
/// </summary>
internal sealed record StoredBlocks(long First, int Count, Sha256Digest Root);

/// <summary><c>evidence.json</c> and <c>evidence.blocks</c>.</summary>
internal static class EvidenceJson
{
    private const string Schema = "dwell/evidence/1";

    public static byte[] Write(
        EvidenceManifest manifest, ImmutableArray<ItemReading> readings, IEnumerable<Diagnostic> diagnostics) => JsonText.Write(indented: true, json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("blockSize", BlockTree.BlockSize);
        json.WriteStartArray("items");
        var firstLeaf = 0L;
        foreach (var item in manifest.Items)
        {
            WriteItem(json, item, readings.IsDefaultOrEmpty ? null : readings[item.Number], firstLeaf);
            firstLeaf += item.Blocks?.Count ?? 0;
        }

        json.WriteEndArray();
        json.WriteStartArray("rejected");
        foreach (var rejected in manifest.Rejected)
        {
            json.WriteStartObject();
            json.WriteString("path", rejected.Path);
            json.WriteString("why", rejected.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in manifest.Diagnostics.Concat(diagnostics))
        {
            json.WriteStartObject();
            json.WriteNumber("item", diagnostic.Evidence);
            json.WriteString("code", diagnostic.Code);
            json.NumberOrNull("offset", diagnostic.Offset);
            json.WriteString("sentence", diagnostic.Sentence);
            json.WriteBoolean("loss", diagnostic.IsLoss);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] Leaves(EvidenceManifest manifest)
    {
        using var leaves = new MemoryStream();
        foreach (var item in manifest.Items)
            leaves.Write(item.Blocks is null ? [] : item.Blocks.Leaves);
        return leaves.ToArray();
    }

    /// <summary>
    /// Reads what <see cref="Write"/> wrote; throws <see cref="CaseException"/> when it can't be read.
    /// </summary>
    public static ImmutableArray<StoredItem> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.GetProperty("items").EnumerateArray().Select(ReadItem)];
        }
        catch (Exception exception) when (JsonText.IsMalformed(exception))
        {
            throw new CaseException($"'{path}' is missing or damaged.", exception);
        }
    }

    private static void WriteItem(Utf8JsonWriter json, EvidenceItem item, ItemReading? reading, long firstLeaf)
    {
        json.WriteStartObject();
        json.WriteNumber("number", item.Number);
        json.WriteString("sha256", item.Digest.ToString());
        json.WriteNumber("size", item.Size);
        json.WriteString("format", JsonNamingPolicy.KebabCaseLower.ConvertName(item.Format.ToString()));
        json.NumberOrNull("parent", item.Parent);
        json.WriteStartArray("places");
        foreach (var place in item.Places)
        {
            json.WriteStartObject();
            json.WriteString("path", place.Path);
            json.WriteString("file", place.File.ToString());
            json.Texts("entries", place.Entries);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (item.Blocks is { } blocks)
        {
            json.WriteStartObject("blocks");
            json.WriteNumber("first", firstLeaf);
            json.WriteNumber("count", blocks.Count);
            json.WriteString("root", blocks.Root.ToString());
            json.WriteEndObject();
        }

        if (reading is { Reader: not null })
        {
            json.WriteStartObject("read");
            json.WriteString("as", reading.Reader);
            json.WriteNumber("records", reading.Records);
            json.WriteNumber("recovered", reading.Recovered);
            json.WriteNumber("seenBefore", reading.SeenBefore);
            json.WriteEndObject();
        }

        json.WriteString("rejected", item.Rejected);
        json.WriteEndObject();
    }

    private static StoredItem ReadItem(JsonElement item) => new(
        JsonText.Digest(item.GetProperty("sha256")),
        item.GetProperty("size").GetInt64(),
        [
            .. item.GetProperty("places").EnumerateArray().Select(place => new EvidencePlace(
                place.GetProperty("path").GetString()!,
                JsonText.Digest(place.GetProperty("file")),
                [.. place.GetProperty("entries").EnumerateArray().Select(entry => entry.GetString()!)])),
        ],
        item.TryGetProperty("blocks", out var blocks)
            ? new StoredBlocks(
                blocks.GetProperty("first").GetInt64(),
                blocks.GetProperty("count").GetInt32(),
                JsonText.Digest(blocks.GetProperty("root")))
            : null);
}
