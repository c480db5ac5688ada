using Dwell.Tests.Delimited;

namespace Dwell.Tests.Servers;

public sealed class ServerLogTests
{
    private const string DnsTop = """
        DNS Server log file creation at 3/5/2024 9:10:00 AM
        Log file wrap at 3/5/2024 9:10:00 AM

        Message logging key (for packets - other items use a subset of these fields):
        	Field #  Information         Values
        	-------  -----------         ------
        	   1     Date
        	  16     Question Name


        """;

    [Theory]
    [InlineData(
        "3/25/2024 9:10:11 AM 0E70 PACKET  00000000033397A0 UDP Rcv 192.0.2.71    5b47   Q [0001   D   NOERROR] A      (5)teams(7)example(3)com(0)",
        "2024-03-25T09:10:11Z thread=0E70 | context=PACKET | protocol=UDP | direction=Rcv | remote=192.0.2.71 | xid=5b47 | step=query | opcode=Q | flags=0001   D | rcode=NOERROR | type=A | query=teams.example.com")]
    [InlineData(
        "25.03.2024 21:10:11 0E70 PACKET  00000000033397A0 UDP Snd 192.0.2.71    5b47 R Q [8385 A DR NXDOMAIN] AAAA   (5)teams(7)example(3)com(0)",
        "2024-03-25T21:10:11Z thread=0E70 | context=PACKET | protocol=UDP | direction=Snd | remote=192.0.2.71 | xid=5b47 | step=response | opcode=Q | flags=8385 A DR | rcode=NXDOMAIN | type=AAAA | query=teams.example.com")]
    [InlineData(
        "20240325 21:10:11 5C4 PACKET UDP Snd 198.51.100.1 5b48 Q [0001   D   NOERROR] (0)",
        "2024-03-25T21:10:11Z thread=5C4 | context=PACKET | protocol=UDP | direction=Snd | remote=198.51.100.1 | xid=5b48 | step=forward | opcode=Q | flags=0001   D | rcode=NOERROR | type=(0)")]
    [InlineData(
        "2024-03-25 21:10:11 0E70 PACKET  0000 TCP Rcv 2001:db8::71 5b47   Q [0001   D   NOERROR] TXT    (99)short(0)",
        "2024-03-25T21:10:11Z thread=0E70 | context=PACKET | protocol=TCP | direction=Rcv | remote=2001:db8::71 | xid=5b47 | step=query | opcode=Q | flags=0001   D | rcode=NOERROR | type=TXT | query=(99)short(0)")]
    [InlineData("3/25/2024 9:10:11 AM 0E70 EVENT   The DNS server has started.", "2024-03-25T09:10:11Z thread=0E70 | context=EVENT | message=The DNS server has started.")]
    public void Windows_DNS_packets_are_read_in_any_regional_format(string line, string expected)
    {
        var read = CsvText.Read(DnsTop + line + "\n", "windows-dns-debug");

        Assert.Equal(["windows/dns-debug " + expected, "! zone-assumed"], read);
    }

    [Fact]
    public void Details_of_packets_are_kept_as_text()
    {
        var read = CsvText.Read(
            DnsTop + "25.03.2024 21:10:11 0E70 PACKET  00 UDP Rcv 192.0.2.71 5b47   Q [0001   D   NOERROR] A (1)a(0)\nUDP question info at 00000000033397A0\n  Socket = 508\n");

        Assert.Equal(4, read.Count);
        Assert.Equal("text/line undated message=UDP question info at 00000000033397A0", read[1]);
    }

    [Fact]
    public void What_stands_at_the_top_and_is_not_the_key_to_the_columns_is_kept_as_text()
    {
        var read = CsvText.Read("a note of someone\n" + DnsTop + "25.03.2024 21:10:11 0E70 PACKET  00 UDP Rcv 192.0.2.71 5b47   Q [0001   D   NOERROR] A (1)a(0)\n");

        Assert.Equal("text/line undated message=a note of someone", read[0]);
        Assert.Equal(3, read.Count);
    }

    [Fact]
    public void Leases_of_dhcpd_are_paragraphs()
    {
        const string Text = """
            # The format of this file is documented in the dhcpd.leases(5) manual page.
            authoring-byte-order little-endian;
            server-duid "\000\001";

            lease 192.0.2.50 {
              starts 2 2024/03/05 09:10:11;
              ends 2 2024/03/05 21:10:11;
              cltt 2 2024/03/05 09:10:11;
              binding state active;
              next binding state free;
              hardware ethernet 00:15:5d:01:ab:02;
              uid "\001\000\025]\001\253\002";
              client-hostname "lap7";
            }
            lease 192.0.2.51 {
              starts epoch 1709629811; # Tue Mar 05 09:10:11 2024
              ends never;
              binding state free;
            }
            lease 192.0.2.52 {
              starts 2 2024/03/05 09:10:11;
            """;

        Assert.Equal(
        [
            "dhcpd/leases 2024-03-05T09:10:11Z address=192.0.2.50 | starts=2 2024/03/05 09:10:11 | ends=2024/03/05 21:10:11 | state=active | hardware=00:15:5d:01:ab:02"
            + " | client-hostname=lap7 | uid=\"\\001\\000\\025]\\001\\253\\002\" | cltt=2 2024/03/05 09:10:11 | (more)=next binding state free",
            "dhcpd/leases 2024-03-05T09:10:11Z address=192.0.2.51 | starts=epoch 1709629811; # Tue Mar 05 09:10:11 2024 | ends=never | state=free",
            "dhcpd/leases 2024-03-05T09:10:11Z address=192.0.2.52 | starts=2 2024/03/05 09:10:11",
        ],
        CsvText.Read(Text, "dhcpd-leases"));
    }

    [Fact]
    public void NPS_events_in_XML_give_their_attributes()
    {
        Assert.Equal(
        [
            "nps/accounting 2024-03-05T09:10:11.123Z ComputerName=NPS1 | Event-Source=IAS | Timestamp=03/05/2024 09:10:11.123 | Packet-Type=3 | User-Name=NORTH\\anna & co"
            + " | Calling-Station-Id=00-15-5D-01-AB-02 | Client-IP-Address=192.0.2.1 | Reason-Code=16 | (more)=X-New=7",
            "! zone-assumed",
        ],
        CsvText.Read(
            "<Event><Timestamp data_type=\"4\">03/05/2024 09:10:11.123</Timestamp><Computer-Name data_type=\"1\">NPS1</Computer-Name><Event-Source data_type=\"1\">IAS</Event-Source>"
            + "<User-Name data_type=\"1\">NORTH\\anna &amp; co</User-Name><Calling-Station-Id data_type=\"1\">00-15-5D-01-AB-02</Calling-Station-Id>"
            + "<Client-IP-Address data_type=\"3\">192.0.2.1</Client-IP-Address><X-New data_type=\"0\">7</X-New><Packet-Type data_type=\"0\">3</Packet-Type><Reason-Code data_type=\"0\">16</Reason-Code></Event>\r\n",
            "nps-xml"));
    }

    [Fact]
    public void FreeRADIUS_s_details_are_paragraphs()
    {
        Assert.Equal(
        [
            "freeradius/detail 2024-03-05T08:10:11Z Timestamp=1709626211 | User-Name=anna | NAS-IP-Address=192.0.2.1 | Acct-Status-Type=Start | Acct-Session-Id=0000001A | (more)=Cisco-AVPair=a = b",
            "freeradius/detail 2024-03-05T09:11:00Z User-Name=boris | Acct-Status-Type=Stop",
        ],
        CsvText.Read(
            "Tue Mar  5 09:10:11 2024\n\tUser-Name = \"anna\"\n\tNAS-IP-Address = 192.0.2.1\n\tAcct-Status-Type = Start\n\tAcct-Session-Id = \"0000001A\"\n\tCisco-AVPair = \"a = b\"\n"
            + "\tTimestamp = 1709626211\n\nTue Mar  5 09:11:00 2024\n\tUser-Name = \"boris\"\n\tAcct-Status-Type = Stop\n\n",
            "radius-detail"));
    }
}
