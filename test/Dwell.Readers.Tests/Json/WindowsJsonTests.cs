using System.Text;
using Dwell.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Json;

namespace Dwell.Tests;

/// <summary>One event, as each exporter writes it: the fields of EVTX, whoever wrote it. The records are made by us.</summary>
public sealed class WindowsJsonTests
{
    private const string Expected =
        "Microsoft-Windows-Sysmon|5770385F-C22A-43E0-BF4C-06F5698FFBD9|1|Microsoft-Windows-Sysmon/Operational|PC7.example.org|4711|0x8000000000000000|"
        + "Image=C:\\x.exe|ProcessGuid=B34BC01C-2F95-5F69-5F01-000000000900|ProcessId=42";

    public static TheoryData<string, string> Events => new()
    {
        { "evtx_dump", """{"Event":{"#attributes":{"xmlns":"u"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9"}},"EventID":1,"Keywords":"0x8000000000000000","TimeCreated":{"#attributes":{"SystemTime":"2024-05-01T10:00:00.123456Z"}},"EventRecordID":4711,"Correlation":null,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"PC7.example.org"},"EventData":{"ProcessGuid":"B34BC01C-2F95-5F69-5F01-000000000900","ProcessId":42,"Image":"C:\\x.exe"}}}""" },
        { "evtx_dump, attributes apart", """{"Event":{"System":{"Provider_attributes":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9"},"EventID":1,"Keywords":"0x8000000000000000","TimeCreated_attributes":{"SystemTime":"2024-05-01T10:00:00.123456Z"},"EventRecordID":4711,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"PC7.example.org"},"EventData":{"ProcessGuid":"B34BC01C-2F95-5F69-5F01-000000000900","ProcessId":42,"Image":"C:\\x.exe"}},"Event_attributes":{"xmlns":"u"}}""" },
        { "an XML converter", """{"Event":{"@xmlns":"u","System":{"Provider":{"@Name":"Microsoft-Windows-Sysmon","@Guid":"{5770385f-c22a-43e0-bf4c-06f5698ffbd9}"},"EventID":"1","Keywords":"0x8000000000000000","TimeCreated":{"@SystemTime":"2024-05-01T10:00:00.1234567Z"},"EventRecordID":"4711","Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"PC7.example.org"},"EventData":{"Data":[{"@Name":"ProcessGuid","#text":"{b34bc01c-2f95-5f69-5f01-000000000900}"},{"@Name":"ProcessId","#text":"42"},{"@Name":"Image","#text":"C:\\x.exe"}]}}}""" },
        { "Velociraptor", """{"System":{"Provider":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9"},"EventID":{"Value":1},"Keywords":9223372036854775808,"TimeCreated":{"SystemTime":1714557600.123},"EventRecordID":4711,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"PC7.example.org"},"EventData":{"ProcessGuid":"B34BC01C-2F95-5F69-5F01-000000000900","ProcessId":42,"Image":"C:\\x.exe"},"Message":"Process Create"}""" },
        { "Winlogbeat", """{"@timestamp":"2024-05-01T10:00:00.123Z","agent":{"type":"winlogbeat"},"event":{"code":"1"},"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","computer_name":"PC7.example.org","event_id":"1","keywords":["0x8000000000000000"],"provider_name":"Microsoft-Windows-Sysmon","provider_guid":"{5770385f-c22a-43e0-bf4c-06f5698ffbd9}","record_id":4711,"event_data":{"ProcessGuid":"{b34bc01c-2f95-5f69-5f01-000000000900}","ProcessId":"42","Image":"C:\\x.exe"}}}""" },
        { "Winlogbeat in Elasticsearch", """{"_index":"i","_id":"x","_source":{"@timestamp":"2024-05-01T10:00:00.123Z","winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","computer_name":"PC7.example.org","event_id":1,"keywords":"0x8000000000000000","provider_name":"Microsoft-Windows-Sysmon","provider_guid":"{5770385f-c22a-43e0-bf4c-06f5698ffbd9}","record_id":4711,"event_data":{"ProcessGuid":"{b34bc01c-2f95-5f69-5f01-000000000900}","ProcessId":"42","Image":"C:\\x.exe"}}}}""" },
        { "Winlogbeat 6", """{"@timestamp":"2024-05-01T10:00:00.123Z","beat":{"name":"c"},"computer_name":"PC7.example.org","event_id":1,"event_data":{"ProcessGuid":"{b34bc01c-2f95-5f69-5f01-000000000900}","ProcessId":"42","Image":"C:\\x.exe"},"keywords":["0x8000000000000000"],"log_name":"Microsoft-Windows-Sysmon/Operational","provider_guid":"{5770385f-c22a-43e0-bf4c-06f5698ffbd9}","record_number":"4711","source_name":"Microsoft-Windows-Sysmon"}""" },
        { "NXLog", """{"EventTime":"2024-05-01 12:00:00","@timestamp":"2024-05-01T10:00:00.123Z","Hostname":"PC7.example.org","Keywords":-9223372036854775808,"EventType":"INFO","SeverityValue":2,"Severity":"INFO","EventID":1,"SourceName":"Microsoft-Windows-Sysmon","ProviderGuid":"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}","RecordNumber":4711,"ProcessID":2804,"Channel":"Microsoft-Windows-Sysmon/Operational","AccountName":"SYSTEM","SourceModuleType":"im_msvistalog","ProcessGuid":"{b34bc01c-2f95-5f69-5f01-000000000900}","ProcessId":"42","Image":"C:\\x.exe"}""" },
        { "NXLog, the message alone", """{"EventTime":"2024-05-01T10:00:00.123Z","Hostname":"PC7.example.org","Keywords":"0x8000000000000000","EventID":1,"SourceName":"Microsoft-Windows-Sysmon","ProviderGuid":"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}","RecordNumber":4711,"Channel":"Microsoft-Windows-Sysmon/Operational","SourceModuleType":"im_msvistalog","Message":"Process Create:\r\nProcessGuid: {b34bc01c-2f95-5f69-5f01-000000000900}\r\nProcessId: 42\r\nImage: C:\\x.exe"}""" },
        { "Splunk, the XML", """{"preview":false,"result":{"_raw":"<Event xmlns='u'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'/><EventID>1</EventID><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='2024-05-01T10:00:00.1234567Z'/><EventRecordID>4711</EventRecordID><Correlation/><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>PC7.example.org</Computer></System><EventData><Data Name='ProcessGuid'>{B34BC01C-2F95-5F69-5F01-000000000900}</Data><Data Name='ProcessId'>42</Data><Data Name='Image'>C:\\x.exe</Data></EventData></Event>","_time":"2024-05-01 10:00:00","sourcetype":"XmlWinEventLog"}}""" },
        { "Azure's WindowsEvent", """{"TimeGenerated":"2024-05-01T10:00:00.123Z","Provider":"Microsoft-Windows-Sysmon","ProviderGuid":"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}","Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"PC7.example.org","EventID":1,"Keywords":"0x8000000000000000","EventRecordId":"4711","EventData":"{\"ProcessGuid\":\"{b34bc01c-2f95-5f69-5f01-000000000900}\",\"ProcessId\":\"42\",\"Image\":\"C:\\\\x.exe\"}","Type":"WindowsEvent"}""" },
        { "Azure's XML", """{"TimeGenerated":"2024-05-01T10:00:00.123Z","EventSourceName":"Microsoft-Windows-Sysmon","ProviderGuid":"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}","Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"PC7.example.org","EventID":1,"Keywords":"0x8000000000000000","EventRecordId":"4711","EventData":"<EventData xmlns=\"u\">\r\n<Data Name=\"ProcessGuid\">{B34BC01C-2F95-5F69-5F01-000000000900}</Data><Data Name=\"ProcessId\">42</Data><Data Name=\"Image\">C:&#92;x.exe</Data></EventData>","Type":"SecurityEvent"}""" },
        { "EvtxECmd", """{"PayloadData1":"p","MapDescription":"Process creation","ChunkNumber":0,"Computer":"PC7.example.org","Payload":"{\"EventData\":{\"Data\":[{\"@Name\":\"ProcessGuid\",\"#text\":\"{b34bc01c-2f95-5f69-5f01-000000000900}\"},{\"@Name\":\"ProcessId\",\"#text\":\"42\"},{\"@Name\":\"Image\",\"#text\":\"C:\\\\x.exe\"}]}}","Channel":"Microsoft-Windows-Sysmon/Operational","Provider":"Microsoft-Windows-Sysmon","ProviderGuid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9","EventId":1,"EventRecordId":"4711","ProcessId":2804,"ThreadId":1,"Keywords":"0x8000000000000000","TimeCreated":"2024-05-01T10:00:00.1234567+00:00"}""" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_has_the_fields_of_EVTX_whoever_wrote_it(string exporter, string json)
    {
        var found = new List<string>();

        Given.Read(new JsonFormat(JsonDialects.All), Given.File(Encoding.UTF8.GetBytes(json), format: EvidenceFormat.Json), record =>
        {
            Assert.Equal(WindowsFields.Family, record.Shape.Family);
            Assert.Equal(WindowsFields.Names.ToArray(), record.Shape.Fields[..WindowsFields.Count].ToArray());
            var system = new[]
            {
                WindowsFields.ProviderName, WindowsFields.ProviderGuid, WindowsFields.EventId, WindowsFields.Channel, WindowsFields.Computer,
                WindowsFields.EventRecordId, WindowsFields.Keywords,
            }.Select(slot => record.Read(slot, out var text) == FieldState.Text ? text.ToString() : "");
            var data = Enumerable.Range(WindowsFields.Count, record.Shape.OwnFields - WindowsFields.Count)
                .Select(slot => record.Read(slot, out var text) == FieldState.Text ? $"{record.Shape.Fields[slot]}={text}" : "").Order(StringComparer.Ordinal);
            found.Add(string.Join('|', system.Concat(data)));
            Assert.Equal("2024-05-01T10:00:00.123", record.Time!.Value.ToString()[..23]);
        });

        Assert.True(found is [Expected], exporter + ": " + string.Join('\n', found));
    }
}
