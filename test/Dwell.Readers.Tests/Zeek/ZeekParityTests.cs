using System.IO.Compression;
using Dwell.Model.Records;
using Dwell.Readers;
using Dwell.Readers.Logs;

namespace Dwell.Tests;

/// <summary>The same traffic as Zeek's tables and as its JSON, 32 logs of 158,439 records: both must read as the same records.</summary>
public sealed class ZeekParityTests
{
    [SharedFact]
    public void Tables_and_JSON_of_the_same_traffic_give_the_same_records()
    {
        var tables = Directory.GetFiles(SharedData.PathOf("zeek-parity/zeek-default"), "*.log.gz").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(32, tables.Count);
        var misses = new List<string>();
        var records = 0;
        foreach (var table in tables)
        {
            var log = Path.GetFileName(table)[..^".log.gz".Length];
            var left = Read(table);
            var right = Read(SharedData.PathOf($"zeek-parity/zeek-json/{log}.json.gz"));
            records += left.Count;
            Assert.Equal(left.Count, right.Count);
            for (var i = 0; i < left.Count; i++)
            {
                if (left[i] != right[i])
                    misses.Add($"{log}\n  {left[i]}\n  {right[i]}");
            }
        }

        Assert.Equal(158_439, records);
        Assert.True(misses.Count == 0, $"{misses.Count} of {records} differ:\n{string.Join('\n', misses.DistinctBy(miss => miss.Split('\n')[0]).Take(10))}");
    }

    private static List<string> Read(string path)
    {
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        var file = Given.File(bytes.ToArray(), "e/data");
        var rows = new List<string>();
        var odd = Given.Read(new LogFormats().Of(LogHead.Read(file.Item, file.Bytes))!, file, record => rows.Add(Show(record)));
        Assert.Empty(odd);
        return rows;
    }

    // A set of one empty string and an empty set are the same in a table; identity takes a null and an empty text as one, too.
    private static string Show(LogRecord record)
    {
        var id = record.Shape.IdSlot < 0 ? null : record[record.Shape.Fields[record.Shape.IdSlot]];
        return $"{record.Shape.Source} {record.Time} id={id} {string.Join(' ', Given.Fields(record)).Replace("=(null)", "=", StringComparison.Ordinal)}";
    }
}
