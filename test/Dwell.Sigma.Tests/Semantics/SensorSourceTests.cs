using System.Collections.Immutable;
using Dwell.Content.LogSources;
using Dwell.Content.Store;
using Dwell.Model.LogSources;
using Dwell.Model.Records;
using Dwell.Tests;

namespace Dwell.Sigma.Tests;

/// <summary>Published rules for network sensors meet records of the logs that they mean.</summary>
public sealed class SensorSourceTests
{
    private static readonly LogSourceTable Sources = LogSourceContent.Read(ContentStore.Embedded);

    [SharedTheory]
    [InlineData("rules/network/zeek/zeek_dns_mining_pools.yml", "zeek/dns", "query=eu1.minexmr.com;rejected=false", true)]
    [InlineData("rules/network/zeek/zeek_dns_mining_pools.yml", "zeek/dns", "query=eu1.minexmr.com;rejected=true", false)]
    [InlineData("rules/network/zeek/zeek_dns_mining_pools.yml", "zeek/http", "query=eu1.minexmr.com", false)]
    [InlineData("rules/network/zeek/zeek_dns_susp_zbit_flag.yml", "zeek/dns", "Z=1;query=a.example;qtype_name=A;id.resp_p=53", true)]
    [InlineData("rules/network/zeek/zeek_smb_converted_win_susp_psexec.yml", "zeek/smb_files", @"path=\\srv\IPC$;name=RemCom-stdin", true)]
    [InlineData("rules/network/zeek/zeek_dce_rpc_smb_spoolss_named_pipe.yml", "zeek/smb_files", @"path=\\srv\IPC$;name=spoolss", true)]
    [InlineData("rules/network/zeek/zeek_rdp_public_listener.yml", "zeek/rdp", "id.orig_h=203.0.113.9", true)]
    [InlineData("rules/network/zeek/zeek_rdp_public_listener.yml", "zeek/rdp", "id.orig_h=10.1.2.3", false)]
    [InlineData("rules/network/zeek/zeek_susp_kerberos_rc4.yml", "zeek/kerberos", "request_type=TGS;cipher=rc4-hmac;service=cifs/srv", true)]
    [InlineData("rules/network/zeek/zeek_http_webdav_put_request.yml", "zeek/http", "user_agent=Microsoft-WebDAV-MiniRedir/10.0.19041;method=PUT;id.resp_h=203.0.113.9", true)]
    [InlineData("rules/network/dns/net_dns_susp_telegram_api.yml", "zeek/dns", "query=api.telegram.org", true)]
    [InlineData("rules/network/dns/net_dns_susp_telegram_api.yml", "suricata/dns", "dns.rrname=api.telegram.org", true)]
    [InlineData("rules/web/proxy_generic/proxy_ua_hacktool.yml", "zeek/http", "host=a.example;uri=/x;user_agent=sqlmap/1.4 (http://sqlmap.org)", true)]
    [InlineData("rules/web/proxy_generic/proxy_ua_hacktool.yml", "suricata/http", "http.hostname=a.example;http.url=/;http.http_user_agent=sqlmap/1.4 (http://sqlmap.org)", true)]
    public void A_published_rule_sees_the_sensors_record(string rule, string source, string fields, bool expected)
    {
        var path = SharedData.PathOf(["sigma", .. rule.Split('/')]);
        Assert.True(File.Exists(path), path);
        var engine = SigmaEngine.Create(SigmaRuleSet.Load([new RuleSource(rule, File.ReadAllText(path))]), Sources);
        var pairs = fields.Split(';').Select(pair => pair.Split('=', 2)).ToList();
        var shape = new ShapeTable().Intern(source.Split('/')[0], source, [.. pairs.Select(pair => pair[0])]);
        var record = new FlatRecord(shape, [.. pairs.Select(pair => ImmutableArray.Create<string?>(pair[1]))]);

        Assert.Equal(expected, engine.CreateMatcher().Match(record).Length == 1);
    }
}
