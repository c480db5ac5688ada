using System.Globalization;
using System.IO.Compression;
using Dwell.Tests.Reading;

namespace Dwell.Tests.Servers;

public sealed class AuditExportTests
{
    /// <summary>Half of the export's rows come twice; what was counted in it are unique ids.</summary>
    [SharedFact]
    public void An_audit_export_gives_the_unique_records_that_were_counted_in_it()
    {
        var facts = File.ReadAllLines(SharedData.PathOf("m365", "o365_dataset", "facts.tsv")).Select(line => line.Split('\t')).ToDictionary(row => row[0], row => row[1]);
        using var packed = File.OpenRead(SharedData.PathOf("m365", "o365_dataset", "auditrecords_before_2021-06-06.csv.gz"));
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Decompress))
            gzip.CopyTo(unpacked);

        var records = new FileReading().Read(unpacked.ToArray());

        var audit = records.Where(record => record.Source == "m365/audit").ToList();
        Assert.Equal(facts["records"], Text(records.Count));
        Assert.Equal(facts["records whose AuditData is empty"], Text(records.Count - audit.Count));
        Assert.Equal(facts["unique record ids"], Text(audit.Select(record => record["Id"]).Distinct().Count()));
        Assert.Equal(facts["first CreationTime"] + "Z", audit.Min(record => record.Time)!.Value.ToString());
        Assert.Equal(facts["last CreationTime"] + "Z", audit.Max(record => record.Time)!.Value.ToString());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
