using System.Text;
using Dwell.Content.Yaml;
using Dwell.Model.Facts;
using Dwell.Tests.Reading;

namespace Dwell.Tests.Servers;

/// <summary>Lines of servers and devices, and the facts that they must give: from bytes to facts, as a run does it.</summary>
public sealed class ServerFactTests
{
    private static readonly FileReading Reading = new();

    [Theory]
    [InlineData(
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-bytes cs-bytes time-taken\n"
        + "2024-03-05 09:10:11 192.0.2.10 POST /ecp/a.aspx x=1 443 NORTH\\anna 198.51.100.7 curl/8+(x) - 404 900 300 65\n",
        "web-request: outcome=failure | status=404 | query=/ecp/a.aspx?x=1 | bytes-out=300 | bytes-in=900 | account=NORTH\\anna | source-address=198.51.100.7 | destination-address=192.0.2.10 | destination-port=443 | duration=0.065 | method=POST | user-agent=curl/8 (x)")]
    [InlineData(
        "192.0.2.7 - anna [05/Mar/2024:09:10:11 +0000] \"GET /a?b=c HTTP/1.1\" 200 803 \"http://x.example/\" \"curl\"\n",
        "web-request: outcome=success | status=200 | query=/a?b=c | bytes-in=803 | account=anna | source-address=192.0.2.7 | method=GET | user-agent=curl | referrer=http://x.example/")]
    [InlineData(
        "1709629811.779    180 192.0.2.4 TCP_DENIED/403 411 CONNECT evil.example:443 anna HIER_NONE/- text/html\n",
        "web-request: outcome=blocked | status=403 | query=evil.example:443 | bytes-in=411 | account=anna | source-address=192.0.2.4 | destination-port=443 | destination-host=evil.example | duration=0.18 | method=CONNECT | mime-type=text/html")]
    [InlineData(
        "#Software: Microsoft Exchange Server\n#Log-type: Message Tracking Log\n"
        + "#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,message-subject,sender-address\n"
        + "2024-03-05T09:10:11.000Z,192.0.2.9,pc9,192.0.2.1,EX1,SMTP,RECEIVE,7,<m@x.example>,n-1,b@y.example;c@y.example,,1234,secret,a@x.example\n",
        "mail-delivery: outcome=received | source-address=192.0.2.9 | source-host=pc9 | destination-address=192.0.2.1 | destination-host=EX1 | name=RECEIVE | session-id=n-1 | size=1234 | sender=a@x.example | recipients=b@y.example, c@y.example | message-id=<m@x.example>")]
    [InlineData(
        "2024-03-05T09:10:11.000Z,0E,2,192.0.2.1:143,198.51.100.7:35070,anna,168,31,32,authenticate,PLAIN,\"R=\"\"2 NO AUTHENTICATE failed.\"\";Msg=AuthFailed:LogonDenied\",\n",
        "mailbox-session: outcome=failure | account=anna | source-address=198.51.100.7 | source-port=35070 | destination-address=192.0.2.1 | query=PLAIN | bytes-out=31 | bytes-in=32 | duration=0.168 | session-id=0E | method=authenticate"
        + " & logon: outcome=failure | target-account=anna | authentication-package=PLAIN | source-address=198.51.100.7 | source-port=35070 | destination-address=192.0.2.1 | session-id=0E")]
    [InlineData(
        "2024-03-05T09:10:11.000Z,EX1\\Default,08DA,9,192.0.2.1:25,198.51.100.7:53722,>,535 5.7.3 Authentication unsuccessful,\n",
        "logon: outcome=failure | status=535 5.7.3 Authentication unsuccessful | source-address=198.51.100.7 | source-port=53722 | destination-address=192.0.2.1 | destination-port=25 | service=smtp | session-id=08DA")]
    [InlineData(
        "10,03/05/24,09:10:11,Assign,192.0.2.77,LAP7.north.example,00155D01AB02,,2840953714,0,,,,,,,,,0\n",
        "address-lease: outcome=success | source-address=192.0.2.77 | source-host=LAP7.north.example | name=Assign | session-id=2840953714 | hardware-address=00:15:5d:01:ab:02")]
    [InlineData(
        "lease 192.0.2.50 {\n  starts 2 2024/03/05 09:10:11;\n  ends 2 2024/03/05 21:10:11;\n  binding state active;\n  hardware ethernet 00:15:5d:01:ab:02;\n  client-hostname \"lap7\";\n}\n",
        "address-lease: outcome=success | status=active | source-address=192.0.2.50 | source-host=lap7 | value=2024/03/05 21:10:11 | hardware-address=00:15:5d:01:ab:02")]
    [InlineData(
        "\"NPS1\",\"IAS\",03/05/2024,09:10:11,3,\"anna\",\"NORTH\\anna\",,\"00-15-5D-01-AB-02\",,,,,0,9,\"192.0.2.1\",\"switch1\",,,,,,,5,\"Policy 1\",16,\"311 1\"\n",
        "logon: outcome=failure | status=16 | target-account=anna | authentication-package=5 | source-host=00-15-5D-01-AB-02 | destination-address=192.0.2.1 | destination-host=switch1 | service=radius | session-id=311 1")]
    [InlineData(
        "3/5/2024 9:10:11 AM 0E70 PACKET  00000000033397A0 UDP Rcv 192.0.2.71    5b47   Q [0001   D   NOERROR] A      (4)evil(7)example(0)\n",
        "name-lookup: query=evil.example | source-address=192.0.2.71 | protocol=udp | name=A | session-id=5b47")]
    [InlineData(
        "1,2024/03/05 09:10:11,0011,TRAFFIC,end,2305,2024/03/05 09:10:10,192.0.2.1,198.51.100.7,,,allow-web,north\\anna,,ssl,vsys1,in,out,e1,e2,log,2024/03/05 09:10:11,77,1,51000,443,0,0,0x0,tcp,allow,900,300,600,12,2024/03/05 09:09:11,60,any,0,1,0x0,DE,US,0,6,6,aged-out\n",
        "connection: outcome=allowed | account=north\\anna | protocol=tcp | source-address=192.0.2.1 | source-port=51000 | destination-address=198.51.100.7 | destination-port=443 | name=allow-web | bytes-out=300 | bytes-in=600 | service=ssl | connection-state=aged-out | duration=60 | packets-out=6 | packets-in=6 | session-id=77")]
    [InlineData(
        ",TenantId,Account,EventID,TimeGenerated,Computer,SubjectUserName,TargetUserName,TargetDomainName,TargetLogonId,LogonType,IpAddress\n0,x,NORTH\\anna,4624,2024-03-05 09:10:11.000,PC1,-,anna,NORTH,0xfb5ee6,3,192.0.2.4\n",
        "logon: outcome=success | target-account=NORTH\\anna | logon-type=3 | logon-id=0xfb5ee6 | source-address=192.0.2.4")]
    public void Lines_give_facts(string text, string expected)
    {
        var records = Reading.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected.Split(" & ").Select(Sorted), records.SelectMany(record => record.Facts).Select(Show).Select(Sorted));
        Assert.All(records, record => Assert.StartsWith("2024-03-05T09:10:1", record.Time?.ToString(), StringComparison.Ordinal));
    }

    // The order of columns is not what is tested.
    private static string Sorted(string fact)
    {
        var colon = fact.IndexOf(": ", StringComparison.Ordinal);
        return fact[..colon] + ": " + string.Join(" | ", fact[(colon + 2)..].Split(" | ").Order(StringComparer.Ordinal));
    }

    private static string Show(Fact fact) =>
        $"{KebabCase.Of(fact.Kind.ToString())}: " + string.Join(" | ", fact.Values.Select(pair => $"{KebabCase.Of(pair.Key.ToString())}={pair.Value}"));
}
