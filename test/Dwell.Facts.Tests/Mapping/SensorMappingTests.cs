using System.Collections.Immutable;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Records;

namespace Dwell.Facts.Tests.Mapping;

/// <summary>What records of network sensors say.</summary>
public sealed class SensorMappingTests
{
    private const string Ends = "id.orig_h=10.1.2.3;id.orig_p=50000;id.resp_h=203.0.113.9;id.resp_p=443;uid=C1;";
    private const string ShownEnds = "source-address=10.1.2.3 | source-port=50000 | destination-address=203.0.113.9 | destination-port=443";
    private const string EveEnds = "src_ip=10.1.2.3;src_port=50000;dest_ip=203.0.113.9;dest_port=443;flow_id=77;proto=TCP;";
    private static readonly MappingPlan Plan = new(MappingLoader.Load(ContentStore.Embedded));

    [Theory]
    [InlineData("zeek/conn", Ends + "proto=tcp;service=ssl;duration=1.5;orig_bytes=10;resp_bytes=20;conn_state=SF;missed_bytes=0;history=ShADad;orig_pkts=3;resp_pkts=4",
        "connection: outcome=accepted | " + ShownEnds + " | protocol=tcp | bytes-out=10 | bytes-in=20 | service=ssl | connection-state=SF | history=ShADad | duration=1.5 | packets-out=3 | packets-in=4 | missed-bytes=0 | session-id=C1")]
    [InlineData("zeek/conn", Ends + "proto=tcp;conn_state=S0", "connection: outcome=attempted | " + ShownEnds + " | protocol=tcp | connection-state=S0 | session-id=C1")]
    [InlineData("zeek/conn", Ends + "proto=tcp;conn_state=OTH", "connection: " + ShownEnds + " | protocol=tcp | connection-state=OTH | session-id=C1")]
    [InlineData("zeek/dns", "id.orig_h=10.1.2.3;id.resp_h=10.0.0.53;proto=udp;query=a.example;qtype_name=A;rcode_name=NOERROR;answers=b.example;answers=192.0.2.7",
        "name-lookup: source-address=10.1.2.3 | destination-address=10.0.0.53 | protocol=udp | name=A | query=a.example | answer=b.example, 192.0.2.7")]
    [InlineData("zeek/dns", "query=a.example;rcode_name=NXDOMAIN", "name-lookup: status=NXDOMAIN | query=a.example")]
    [InlineData("zeek/http", Ends + "method=POST;host=a.example;uri=/up;status_code=404;request_body_len=99;response_body_len=1;user_agent=x",
        "web-request: outcome=failure | status=404 | " + ShownEnds + " | destination-host=a.example | path=/up | query=http://a.example/up | bytes-out=99 | bytes-in=1 | session-id=C1 | method=POST | user-agent=x")]
    [InlineData("zeek/http", "method=CONNECT;host=a.example:443;uri=a.example:443", "web-request: destination-host=a.example:443 | path=a.example:443 | query=a.example:443 | method=CONNECT")]
    [InlineData("zeek/ssl", "established=true;server_name=a.example;ja3=ab;ja4=cd;version=TLSv13", "certificate: outcome=success | destination-host=a.example | client-fingerprint=ja3=ab,ja4=cd | version=TLSv13")]
    [InlineData("zeek/kerberos", "request_type=AS;client=anna/NORTH.EXAMPLE;service=krbtgt/NORTH;success=false;error_msg=KDC_ERR_PREAUTH_FAILED",
        @"kerberos-ticket: outcome=failure | status=KDC_ERR_PREAUTH_FAILED | target-account=NORTH.EXAMPLE\anna | name=tgt | query=krbtgt/NORTH")]
    [InlineData("zeek/ssh", "auth_success=true;client=SSH-2.0-x", "logon: outcome=success | service=ssh | user-agent=SSH-2.0-x")]
    [InlineData("zeek/ssh", "client=SSH-2.0-x", "logon: outcome=attempted | service=ssh | user-agent=SSH-2.0-x")]
    [InlineData("zeek/smtp", "helo=x;last_reply=250 ok", "")]
    [InlineData("zeek/smtp", "mailfrom=a@x.example;rcptto=b@y.example;rcptto=c@y.example;last_reply=250 ok", "mail-delivery: outcome=success | status=250 ok | sender=a@x.example | recipients=b@y.example, c@y.example")]
    [InlineData("zeek/dhcp", "mac=00:11:22:33:44:55;host_name=pc1;assigned_addr=10.0.0.9;lease_time=3600;msg_types=REQUEST;msg_types=ACK",
        "address-lease: outcome=success | source-address=10.0.0.9 | source-host=pc1 | value=REQUEST, ACK | duration=3600 | hardware-address=00:11:22:33:44:55")]
    [InlineData("zeek/notice", "note=Scan::Port_Scan;msg=m;src=10.1.2.3", "alert: outcome=detected | source-address=10.1.2.3 | name=Scan::Port_Scan | value=m")]
    [InlineData("zeek/weird", "name=x", "")]
    [InlineData("suricata/alert", EveEnds + "alert.action=blocked;alert.signature=S;alert.signature_id=2;alert.severity=1;alert.category=c",
        "alert: outcome=acted | " + ShownEnds + " | protocol=tcp | name=S | session-id=77 | severity=1 | rule-id=2 | category=c")]
    [InlineData("suricata/flow", EveEnds + "flow.state=closed;flow.bytes_toserver=10;flow.bytes_toclient=20;flow.pkts_toserver=1;flow.pkts_toclient=2;flow.age=3;app_proto=tls",
        "connection: outcome=accepted | " + ShownEnds + " | protocol=tcp | bytes-out=10 | bytes-in=20 | service=tls | connection-state=closed | duration=3 | packets-out=1 | packets-in=2 | session-id=77")]
    [InlineData("suricata/dns", "dns.rrname=a.example;dns.rrtype=A;dns.rcode=NOERROR;dns.answers.rdata=192.0.2.7;dns.answers.rdata=192.0.2.8", "name-lookup: name=A | query=a.example | answer=192.0.2.7, 192.0.2.8")]
    [InlineData("suricata/dns", "dns.queries.rrname=a.example;dns.queries.rrtype=A", "name-lookup: name=A | query=a.example")]
    [InlineData("suricata/tls", "tls.sni=a.example;tls.ja3.hash=ab;tls.subject=CN=x", "certificate: destination-host=a.example | client-fingerprint=ja3=ab | subject=CN=x")]
    public void A_sensors_record_gives_its_fact(string source, string fields, string expected)
    {
        var facts = new FactRows();
        var summary = new FactMapper(Plan).Map(RecordOf(source, fields), facts);

        Assert.NotEqual(RecordSummary.OtherClass, summary.EventClass);
        Assert.Equal(Sorted(expected), Sorted(string.Concat(facts.ToFacts().Select(MappingCase.Show))));
    }

    private static FlatRecord RecordOf(string source, string fields)
    {
        var pairs = fields.Split(';').Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0]).ToList();
        var shape = new ShapeTable().Intern(source.Split('/')[0], source, [.. pairs.Select(pair => pair.Key)]);
        return new FlatRecord(shape, [.. pairs.Select(pair => pair.Select(item => (string?)item[1]).ToImmutableArray())]);
    }

    private static string Sorted(string fact)
    {
        var parts = fact.Split(": ", 2);
        return parts.Length < 2 ? fact : $"{parts[0]}: {string.Join(" | ", parts[1].Split(" | ").Order(StringComparer.Ordinal))}";
    }
}
