using System.Globalization;
using System.Text.Json;
using Dwell.Tests.Reading;
using Xunit.Abstractions;

namespace Dwell.Tests.Audit;

/// <summary>laurel's JSON of raw records: what Dwell reads of the records, and of the JSON, is what the JSON says.</summary>
public sealed class LaurelTests(ITestOutputHelper output)
{
    private const double Reached = 0.98;
    private readonly FileReading _reading = new();

    [SharedFact]
    public void Agrees_with_the_records_and_with_the_json()
    {
        var tally = new Tally();
        foreach (var path in Directory.EnumerateFiles(SharedData.PathOf("linux", "auditd", "laurel"), "*.json").Order(StringComparer.Ordinal))
        {
            var raw = _reading.Read(Path.ChangeExtension(path, ".txt"));
            var events = _reading.Read(path);
            Assert.Equal(["linux/auditd", "linux/laurel"], raw.Concat(events).Select(record => record.Source));
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            Compare(json.RootElement, raw[0], Path.GetFileName(path) + " (records)", tally);
            Compare(json.RootElement, events[0], Path.GetFileName(path) + " (JSON)", tally);
            Assert.Equal(raw[0].Time, events[0].Time);
            Assert.Equal(raw[0].Facts.Length, events[0].Facts.Length);
        }

        output.WriteLine(tally.ToString());
        Assert.True(tally.Share >= Reached, tally.ToString());
    }

    [SharedFact]
    public void Reads_every_sample_of_records()
    {
        foreach (var path in Directory.EnumerateFiles(SharedData.PathOf("linux", "auditd", "laurel"), "*.txt"))
        {
            var lines = File.ReadLines(path).Where(line => line.StartsWith("type=", StringComparison.Ordinal)).ToList();
            var ids = lines.Select(line => line.Split('(', ')')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            if (lines.Count > 0)
                Assert.Equal(ids, _reading.Read(path).Where(record => record.Source == "linux/auditd").Select(record => record["audit_id"]!).Order(StringComparer.Ordinal));
        }
    }

    private static void Compare(JsonElement root, ReadRecord record, string place, Tally tally)
    {
        foreach (var part in root.EnumerateObject())
        {
            if (part.Value.ValueKind == JsonValueKind.String)
                tally.Add(place, part.Name, record["audit_id"] == part.Value.GetString(), part.Value.ToString());
            foreach (var item in part.Value.ValueKind == JsonValueKind.Array ? part.Value.EnumerateArray().ToList() : [part.Value])
            {
                if (item.ValueKind == JsonValueKind.Object)
                    CompareRecord(part.Name, item, record, place, tally);
            }
        }
    }

    private static void CompareRecord(string type, JsonElement item, ReadRecord record, string place, Tally tally)
    {
        Add("type", type, type, "type");
        foreach (var field in item.EnumerateObject())
        {
            if (field.Name == "ARGV" && type == "PROCTITLE")
                Add("PROCTITLE.ARGV", string.Join(' ', field.Value.EnumerateArray().Select(value => value.GetString())), type, "proctitle");
            else if (field.Name == "ARGV")
                foreach (var (value, index) in field.Value.EnumerateArray().Select((value, index) => (value.GetString()!, index)))
                    Add($"{type}.ARGV", type == "SYSCALL" ? value[2..] : value, type, string.Create(CultureInfo.InvariantCulture, $"a{index}"));
            else if (field.Value.ValueKind == JsonValueKind.Null)
                tally.Add(place, $"{type}.{field.Name}", record[field.Name] is null, $"{type}.{field.Name} is null");
            else if (field.Name == "SADDR")
                Add("SOCKADDR.SADDR", field.Value.GetString()!.Split("fam=")[1].Split(' ')[0], type, "saddr_fam");
            else
                Add($"{type}.{field.Name}", Plain(field.Name, field.Value.ToString()), type, field.Name);
        }

        void Add(string key, string expected, string of, string name) =>
            tally.Add(place, key, record.Fields.Any(pair => pair.Key == name && Number(name, pair.Value) == Number(name, expected)), $"{of}.{name} == {(expected.Length > 80 ? expected[..80] : expected)}");
    }

    // Older kernels fill sets of capabilities up with zeros, which laurel leaves out.
    private static string Number(string name, string value) =>
        name is "cap_fp" or "cap_fi" ? value.TrimStart('0') : value;

    // laurel's prefixes of numbers, and its percent-encoding of an address.
    private static string Plain(string name, string value) => name switch
    {
        "arch" or "cap_fp" or "cap_fi" or "cap_fver" when value.StartsWith("0x", StringComparison.Ordinal) => value[2..],
        "mode" when value.StartsWith("0o", StringComparison.Ordinal) => "0" + value[2..],
        "saddr" => Convert.ToHexString([.. Uri.UnescapeDataString(value).Select(c => (byte)c)]),
        _ => value,
    };
}
