namespace Dwell.Tests.Delimited;

public sealed class HeaderlessReadingTests
{
    [Fact]
    public void Windows_DHCP_rows_are_known_whatever_the_language_of_the_text_above_them()
    {
        const string Text = """
            		Microsoft-DHCP-Dienstaktivitätsprotokoll

            Ereigniskennung  Bedeutung
            00	Das Protokoll wurde gestartet.
            10	Eine neue IP-Adresse wurde einem Client geleast.

            ID,Datum,Uhrzeit,Beschreibung,IP-Adresse,Hostname,MAC-Adresse,Benutzername
            00,03/05/24,00:00:12,Gestartet,,,,,0,6,,,,,,,,,0
            10,03/05/24,00:03:42,Zuweisen,192.0.2.77,LAP7.north.example,00155D01AB02,,2840953714,0,,,,0x4D53465420352E30,MSFT 5.0,,,,0
            """;

        Assert.Equal(
        [
            "windows/dhcp-server 2024-03-05T00:00:12Z ID=00 | Date=03/05/24 | Time=00:00:12 | Description=Gestartet | TransactionID=0 | QResult=6 | DnsRegError=0",
            "windows/dhcp-server 2024-03-05T00:03:42Z ID=10 | Date=03/05/24 | Time=00:03:42 | Description=Zuweisen | IP Address=192.0.2.77 | Host Name=LAP7.north.example"
            + " | MAC Address=00155D01AB02 | TransactionID=2840953714 | QResult=0 | VendorClass(Hex)=0x4D53465420352E30 | VendorClass(ASCII)=MSFT 5.0 | DnsRegError=0",
            "! zone-assumed",
        ],
        CsvText.Read(Text, "headerless"));
    }

    [Fact]
    public void NPS_rows_are_read_by_their_columns()
    {
        var read = CsvText.Read("\"NPS1\",\"IAS\",03/05/2024,09:10:11,3,\"anna\",\"NORTH\\anna\",,,,,,,0,9,\"192.0.2.1\",\"switch1\",,,,,,,5,\"Policy 1\",16,\"311 1 192.0.2.9 03/01/2024 1\"\n", "headerless");

        Assert.StartsWith(
            "nps/accounting 2024-03-05T09:10:11Z ComputerName=NPS1 | ServiceName=IAS | Record-Date=03/05/2024 | Record-Time=09:10:11 | Packet-Type=3 | User-Name=anna",
            read[0],
            StringComparison.Ordinal);
        Assert.Contains("Client-IP-Address=192.0.2.1 | Client-Friendly-Name=switch1", read[0], StringComparison.Ordinal);
        Assert.Contains("Reason-Code=16", read[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Palo_Alto_rows_of_several_types_stand_in_one_file_with_a_syslog_prefix_or_without()
    {
        var read = CsvText.Read(
            "Mar  5 09:10:11 fw1 1,2024/03/05 09:10:11,0011,TRAFFIC,end,2305,2024/03/05 09:10:10,192.0.2.1,198.51.100.7,,,allow-web,north\\anna,,ssl,vsys1,in,out,e1,e2,log,2024/03/05 09:10:11,77,1,51000,443,0,0,0x0,tcp,allow,900,300,600,12\n"
            + "1,2024/03/05 09:10:12,0011,THREAT,url,2305,2024/03/05 09:10:12,192.0.2.1,198.51.100.7,,,allow-web,,,ssl,vsys1,in,out,e1,e2,log,2024/03/05 09:10:11,78,1,51001,443,0,0,0x0,tcp,block-url,\"evil.example/a,b\",(9999),malware,informational\n");

        Assert.StartsWith("paloalto/traffic 2024-03-05T09:10:10Z", read[0], StringComparison.Ordinal);
        Assert.Contains("action=allow | bytes=900 | bytes_sent=300 | bytes_received=600 | packets=12", read[0], StringComparison.Ordinal);
        Assert.StartsWith("paloalto/threat 2024-03-05T09:10:12Z", read[1], StringComparison.Ordinal);
        Assert.Contains("action=block-url | misc=evil.example/a,b", read[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_an_Exchange_log_is_known_without_its_header()
    {
        Assert.Equal(
            ["exchange/smtp 2022-07-20T21:12:06.27Z date-time=2022-07-20T21:12:06.270Z | connector-id=EX1\\Default | session-id=08DA | sequence-number=9 | local-endpoint=192.0.2.1:25 | remote-endpoint=192.0.2.2:53722 | event=> | data=535 5.7.3 Authentication unsuccessful"],
            CsvText.Read("2022-07-20T21:12:06.270Z,EX1\\Default,08DA,9,192.0.2.1:25,192.0.2.2:53722,>,535 5.7.3 Authentication unsuccessful,\n", "headerless"));
    }
}
