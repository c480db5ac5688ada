using System.Collections.Immutable;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Zeek;

/// <summary>
/// The columns of the most common logs, as Zeek's scripts declare them (base/protocols/conn, dns, http: <c>main.zeek</c> and the
/// records that default scripts add). A file that lost its header is read by one of them when all of its first rows fit one and no
/// other: a wrong name would be worse than none.
/// </summary>
internal static class ZeekLayouts
{
    private const int RowsLookedAt = 20;
    private const string Begin = "ts:time uid:uid id.orig_h:addr id.orig_p:port id.resp_h:addr id.resp_p:port ";
    private const string Conn = Begin + "proto:proto service:string duration:interval orig_bytes:count resp_bytes:count conn_state:state ";
    private const string Counts = "missed_bytes:count history:history orig_pkts:count orig_ip_bytes:count resp_pkts:count resp_ip_bytes:count ";
    private const string Http = Begin + "trans_depth:count method:string host:string uri:string referrer:string ";
    private const string HttpEnd =
        "request_body_len:count response_body_len:count status_code:count status_msg:string info_code:count info_msg:string "
        + "tags:set[enum] username:string password:string proxied:set[string] orig_fuids:vector[string] orig_filenames:vector[string] "
        + "orig_mime_types:vector[string] resp_fuids:vector[string] resp_filenames:vector[string] resp_mime_types:vector[string]";

    private static readonly ImmutableArray<Layout> All =
    [
        Parse("conn", Conn + "local_orig:bool local_resp:bool " + Counts + "tunnel_parents:set[string]"),
        Parse("conn", Conn + "local_orig:bool local_resp:bool " + Counts + "tunnel_parents:set[string] ip_proto:count"),
        Parse("conn", Conn + "local_orig:bool " + Counts + "tunnel_parents:set[string]"),
        Parse("dns", Begin + "proto:proto trans_id:count rtt:interval query:string qclass:count qclass_name:string qtype:count qtype_name:string "
            + "rcode:count rcode_name:string AA:bool TC:bool RD:bool RA:bool Z:count answers:vector[string] TTLs:vector[interval] rejected:bool"),
        Parse("http", Http + "version:string user_agent:string origin:string " + HttpEnd),
        Parse("http", Http + "version:string user_agent:string " + HttpEnd),
    ];

    /// <summary>The header that rows at the beginning of a file had; null when it can't be told.</summary>
    public static ZeekHeader? Detect(in LogHead head)
    {
        Layout? found = null;
        foreach (var layout in All)
        {
            if (!Fits(layout, head))
                continue;
            if (found is not null)
                return null;
            found = layout;
        }

        return found?.Header;
    }

    private static bool Fits(Layout layout, in LogHead head)
    {
        var rows = 0;
        foreach (var line in head.Lines(RowsLookedAt))
        {
            if (line[0] == '#')
                break;

            // The last row of a file that was cut short is no proof against the others.
            if (!Fits(layout, line) && !(rows > 0 && head.IsWhole && IsShort(layout, line)))
                return false;
            rows++;
        }

        return rows > 0;
    }

    private static bool IsShort(Layout layout, ReadOnlySpan<byte> line) => line.Count((byte)'\t') + 1 < layout.Types.Length;

    private static bool Fits(Layout layout, ReadOnlySpan<byte> line)
    {
        var column = 0;
        foreach (var range in line.Split((byte)'\t'))
        {
            if (column == layout.Types.Length || !ZeekTypes.Fits(layout.Types[column], line[range]))
                return false;
            column++;
        }

        return column == layout.Types.Length;
    }

    private static Layout Parse(string path, string columns)
    {
        var pairs = columns.Split(' ').Select(column => column.Split(':', 2)).ToList();
        ImmutableArray<string> types = [.. pairs.Select(pair => pair[1])];
        return new Layout(ZeekHeader.Of(path, [.. pairs.Select(pair => pair[0])], types), types);
    }

    private sealed record Layout(ZeekHeader Header, ImmutableArray<string> Types);
}
