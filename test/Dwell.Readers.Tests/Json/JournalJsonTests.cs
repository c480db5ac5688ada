using System.Text;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Readers.Json;
using Dwell.Readers.Lines;

namespace Dwell.Tests;

public sealed class JournalJsonTests
{
    private static readonly LineKnowledge Lines = new(ContentStore.Embedded);

    [Theory]
    [InlineData("\"Failed password for root from 192.0.2.7 port 4711 ssh2\"")]
    [InlineData("[70,97,105,108,101,100,32,112,97,115,115,119,111,114,100,32,102,111,114,32,114,111,111,116,32,102,114,111,109,32,49,57,50,46,48,46,50,46,55,32,112,111,114,116,32,52,55,49,49,32,115,115,104,50]")]
    public void A_message_is_read_by_the_patterns_of_its_program(string message)
    {
        var seen = 0;
        Read($$"""{"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1714557600123456","_HOSTNAME":"web1","SYSLOG_IDENTIFIER":"sshd","_PID":"812","PRIORITY":"6","SYSLOG_FACILITY":"10","_UID":"0","MESSAGE":{{message}}}""", record =>
        {
            seen++;
            Assert.Equal(("linux", "linux/sshd"), (record.Shape.Family, record.Shape.Source));
            Assert.Equal("2024-05-01T10:00:00.123456Z", record.Time?.ToString());
            Assert.Equal(("web1", "sshd", "812", "info", "authpriv"), (record["hostname"], record["program"], record["pid"], record["severity"], record["facility"]));
            Assert.Equal(("Failed password for root from 192.0.2.7 port 4711 ssh2", "192.0.2.7", "0"), (record["message"], record["src_ip"], record["_UID"]));
            Assert.Equal("__CURSOR", record.Shape.Fields[record.Shape.IdSlot]);
        });
        Assert.Equal(1, seen);
    }

    [Fact]
    public void A_message_that_no_pattern_knows_keeps_its_text_and_fields()
    {
        var found = new List<string>();

        Read("""{"__REALTIME_TIMESTAMP":"1714557600123456","MESSAGE":"line\tone","_COMM":"mytool","_EXE":"/opt/mytool"}""", record =>
            found.Add($"{record.Shape.Source} {record["program"]} {record["message"]} {record["_EXE"]}"));

        Assert.Equal(["linux/syslog mytool line\tone /opt/mytool"], found);
    }

    private static void Read(string json, Action<Dwell.Model.Records.LogRecord> use) =>
        Given.Read(new JsonFormat(JsonDialects.All, Lines), Given.File(Encoding.UTF8.GetBytes(json), format: EvidenceFormat.Json), use);
}
