using System.Collections.Immutable;
using Dwell.Readers.Json;

namespace Dwell.Readers.Zeek;

/// <summary>
/// Which log a JSON record is of when it does not say: told by fields that only this log has, as Zeek's scripts declare them
/// (record <c>Info</c> of each <c>main.zeek</c>). Unset fields are not written, so each log is known by several.
/// </summary>
internal static class ZeekPaths
{
    // Groups joined by a blank must all have a field; within a group one is enough.
    private static readonly ImmutableArray<(string Path, string[][] Groups)> Rules =
    [
        Rule("conn", "uid conn_state|orig_pkts|resp_ip_bytes"),
        Rule("dns", "uid trans_id|qtype_name|qclass_name|rcode_name|rejected"),
        Rule("smtp", "uid trans_depth helo|mailfrom|rcptto|last_reply|is_webmail"),
        Rule("http", "uid trans_depth method|uri|status_code|request_body_len|response_body_len"),
        Rule("kerberos", "uid request_type client|service|till|error_msg|success"),
        Rule("ssl", "uid cipher|established|ssl_history resumed|established|version"),
        Rule("x509", "certificate.serial|certificate.subject"),
        Rule("files", "fuid seen_bytes|analyzers|overflow_bytes|missing_bytes"),
        Rule("ssh", "uid auth_attempts|auth_success|kex_alg|host_key_alg"),
        Rule("rdp", "uid security_protocol|keyboard_layout|requested_color_depth|cert_permanent|cert_count"),
        Rule("smb_mapping", "uid share_type"),
        Rule("smb_files", "uid action name|path|size|times.modified"),
        Rule("dce_rpc", "uid endpoint|named_pipe operation"),
        Rule("ntlm", "uid domainname|server_nb_computer_name|server_dns_computer_name|server_tree_name"),
        Rule("rfb", "uid client_major_version|server_major_version|authentication_method"),
        Rule("dhcp", "msg_types|assigned_addr|assigned_ip|client_fqdn"),
        Rule("ftp", "uid command user|password|reply_code|arg"),
        Rule("snmp", "uid community|get_requests|get_responses"),
        Rule("tunnel", "uid tunnel_type action"),
        Rule("socks", "uid request.host|request.name|bound.host|request_p"),
        Rule("sip", "uid trans_depth call_id|request_from"),
        Rule("syslog", "uid facility severity message"),
        Rule("mysql", "uid cmd arg"),
        Rule("irc", "uid nick command"),
        Rule("modbus", "uid func unit|tid|pdu_type|exception"),
        Rule("dnp3", "uid fc_request|fc_reply|iin"),
        Rule("ntp", "uid stratum mode"),
        Rule("ldap_search", "uid deref_aliases|base_object|result_count scope"),
        Rule("ldap", "uid message_id opcode|version|argument"),
        Rule("quic", "uid client_initial_dcid|server_scid"),
        Rule("radius", "uid framed_addr|tunnel_client|connect_info|reply_msg"),
        Rule("notice", "note msg|actions|suppress_for"),
        Rule("analyzer", "analyzer_kind analyzer_name"),
        Rule("dpd", "uid analyzer failure_reason"),
        Rule("weird", "name notice peer"),
        Rule("pe", "id machine|compile_ts|is_exe"),
        Rule("ocsp", "id hashAlgorithm|issuerKeyHash certStatus|serialNumber"),
        Rule("software", "host software_type"),
        Rule("known_certs", "host port_num issuer_subject|subject"),
        Rule("known_services", "host port_num port_proto"),
        Rule("capture_loss", "ts_delta percent_lost"),
        Rule("stats", "peer pkts_proc bytes_recv"),
        Rule("packet_filter", "node filter init"),
        Rule("reporter", "level message location"),
    ];

    /// <summary>The log; null when the fields don't tell.</summary>
    public static string? ByFields(JsonKeys keys)
    {
        foreach (var (path, groups) in Rules)
        {
            if (Array.TrueForAll(groups, group => keys.HasAny(group)))
                return path;
        }

        return keys.Names is ["ts", "host"] ? "known_hosts" : null;
    }

    /// <summary>The log that a file's name begins with, for records that are Zeek's beyond doubt; nothing when it names none.</summary>
    public static string ByFileName(string path)
    {
        var name = path.AsSpan(path.LastIndexOfAny(['/', '\\', '!']) + 1);
        foreach (var (known, _) in Rules)
        {
            if (name.StartsWith(known, StringComparison.Ordinal) && (name.Length == known.Length || !char.IsAsciiLetterOrDigit(name[known.Length])))
                return known;
        }

        return "";
    }

    private static (string Path, string[][] Groups) Rule(string path, string groups) =>
        (path, [.. groups.Split(' ').Select(group => group.Split('|'))]);
}
