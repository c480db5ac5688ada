using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dwell.Tests.Rendering;

public sealed class JsonTwinTests
{
    [SharedFact]
    public void Json_equals_every_decoded_twin()
    {
        var compared = 0;
        foreach (var twin in Directory.EnumerateFiles(SharedData.PathOf("sigma-regression"), "*.json", SearchOption.AllDirectories))
        {
            var left = ReadTwin(twin);
            EvtxFiles.ReadFile(Path.ChangeExtension(twin, ".evtx"), record =>
            {
                if (record.Recovered)
                    return;
                var json = JsonNode.Parse(EvtxFiles.Json(record));
                var match = left.FindIndex(item => JsonNode.DeepEquals(item, json));
                Assert.True(match >= 0, $"{twin}\n{json}\n<>\n{left[0]}");
                left.RemoveAt(match);
                compared++;
            });
            Assert.Empty(left);
        }

        // 93 files, six of which hold two to four events; counted in the set itself.
        Assert.Equal(106, compared);
    }

    private static List<JsonNode> ReadTwin(string path)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(File.ReadAllText(path)), new JsonReaderOptions { AllowMultipleValues = true });
        var events = new List<JsonNode>();
        while (reader.Read())
            events.Add(JsonNode.Parse(ref reader)!);
        return events;
    }
}
