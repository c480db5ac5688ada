using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Dwell.Simulator.Evtx;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

/// <summary>One folder with every kind of bad file: each costs itself, says one reason, and the good log beside it is read.</summary>
public sealed class BadInputTests
{
    private static readonly byte[] Lines = Encoding.UTF8.GetBytes(string.Concat(
        Enumerable.Range(0, 4000).Select(i => $"note number {i} {(i * 2_654_435_761L) % 1_000_003}\n")));

    [Fact]
    public async Task Each_bad_file_costs_itself_with_one_reason_and_the_rest_is_read()
    {
        using var folder = new TempFolder();
        folder.Write("e/good.log.txt", EvtxWriter.ToBytes([Made.State(1, Made.At(0), "x"), Made.State(2, Made.At(1), "y")]));
        folder.Write("e/cut.gz", Gzip(Lines).AsSpan()[..^4000]);
        folder.Write("e/hole.log", [.. new byte[100_000], .. "behind the hole\n"u8]);
        folder.Write("e/long.log", [.. "before\n"u8, .. Filled(17 << 20), .. "\nafter\n"u8]);
        folder.Write("e/latin.log", [.. "caf"u8, 0xE9, .. " closed\n"u8]);
        folder.Write("e/wrong.evtx", "this is text\n"u8);
        folder.Write("e/noise.evtx", Noise(5000));
        folder.Write("e/empty.json", ""u8);
        folder.Write("e/bomb.zip", Bomb());
        folder.Write("e/climb.zip", Zip("../../../etc/cron.d/x", "* * * * * root true\n"u8.ToArray()));

        var result = await Run.Async(folder["case"], folder["e"]);

        var reasons = Reasons(Path.Combine(folder["case"], "evidence.json"));
        Assert.Equal("evtx 2", reasons["e/good.log.txt"]);
        Assert.Equal("text 1", reasons["e/hole.log"]);
        Assert.Contains("nul-bytes", Assert.Single(Told(reasons, "e/hole.log")), StringComparison.Ordinal);
        Assert.Contains("entry-damaged", Assert.Single(Told(reasons, "e/cut.gz")), StringComparison.Ordinal);
        Assert.Matches("^text [0-9]{2,}$", reasons["e/cut.gz!unpacked"]);
        Assert.Equal("text 2", reasons["e/long.log"]);
        Assert.Contains(Told(reasons, "e/long.log"), said => said.StartsWith("line-too-long", StringComparison.Ordinal));
        Assert.Equal("text 1", reasons["e/latin.log"]);
        Assert.Equal("text 1", reasons["e/wrong.evtx"]);
        Assert.Equal("text 1", reasons["e/climb.zip!../../../etc/cron.d/x"]);
        Assert.Contains("header", reasons["e/noise.evtx"], StringComparison.Ordinal);
        Assert.Equal("empty file", reasons["e/empty.json"]);
        Assert.Contains("ratio", reasons["e/bomb.zip!big.log"], StringComparison.Ordinal);
        Assert.False(File.Exists("/etc/cron.d/x"));
        Assert.False(result.IsComplete);
        Assert.Equal(7, result.Answers!.Answers.Length);
    }

    // Each path with what it was read as and its number of records, or why it was rejected; then what was told of it, by number.
    private static Dictionary<string, string> Reasons(string path)
    {
        using var evidence = JsonDocument.Parse(File.ReadAllBytes(path));
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var paths = new List<string>();
        foreach (var item in evidence.RootElement.GetProperty("items").EnumerateArray())
        {
            paths.Add(item.GetProperty("places")[0].GetProperty("path").GetString()!);
            if (item.TryGetProperty("read", out var read))
                found[paths[^1]] = $"{read.GetProperty("as").GetString()} {read.GetProperty("records").GetInt64()}";
        }

        foreach (var rejected in evidence.RootElement.GetProperty("rejected").EnumerateArray())
            found[rejected.GetProperty("path").GetString()!] = rejected.GetProperty("why").GetString()!;
        var number = 0;
        foreach (var told in evidence.RootElement.GetProperty("diagnostics").EnumerateArray().Where(told => told.GetProperty("loss").GetBoolean()))
        {
            found[$"{paths[told.GetProperty("item").GetInt32()]} told {number++}"] =
                $"{told.GetProperty("code").GetString()}: {told.GetProperty("sentence").GetString()}";
        }

        return found;
    }

    private static IEnumerable<string> Told(Dictionary<string, string> reasons, string path) =>
        reasons.Where(pair => pair.Key.StartsWith(path + " told ", StringComparison.Ordinal)).Select(pair => pair.Value);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Zip(string name, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            entry.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Bomb() => Zip("big.log", Filled(200 << 20));

    private static byte[] Filled(int bytes)
    {
        var filled = new byte[bytes];
        Array.Fill(filled, (byte)'x');
        return filled;
    }

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(5).NextBytes(noise);
        return noise;
    }
}
