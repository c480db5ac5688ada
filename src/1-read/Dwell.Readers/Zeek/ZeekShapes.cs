using System.Collections.Immutable;
using Dwell.Model.Records;

namespace Dwell.Readers.Zeek;

/// <summary>What shapes of Zeek's logs are called, whatever form they are written in.</summary>
internal static class ZeekShapes
{
    /// <summary>The family.</summary>
    public const string Family = "zeek";

    /// <summary>The source: <c>zeek/conn</c>; a path is what Zeek says or nothing at all.</summary>
    public static string SourceOf(string path) => path.Length == 0 ? "zeek/unknown" : "zeek/" + path;

    /// <summary>The name of a field; sensors may be set to join <c>id</c> and its parts by a low line.</summary>
    public static string NameOf(string field) => field switch
    {
        "id_orig_h" => "id.orig_h",
        "id_orig_p" => "id.orig_p",
        "id_resp_h" => "id.resp_h",
        "id_resp_p" => "id.resp_p",
        _ => field,
    };

    /// <summary>
    /// The slot of what tells records of a log apart, together with their time and values: the connection, the file, the
    /// certificate; -1 where they have none. By the log, not by what a record happens to have: both formats must agree.
    /// </summary>
    public static int IdSlotOf(string path, ImmutableArray<string> fields)
    {
        ReadOnlySpan<string> ids = path switch
        {
            "files" => ["fuid"],
            "x509" => ["fingerprint", "id"],
            "pe" or "ocsp" => ["id"],
            "dhcp" => ["uids", "uid"],
            _ => ["uid"],
        };
        foreach (var id in ids)
        {
            if (fields.IndexOf(id) is >= 0 and var slot)
                return slot;
        }

        return -1;
    }

    /// <summary>The shape of rows under a header.</summary>
    public static Shape Of(ShapeTable shapes, ZeekHeader header)
    {
        ImmutableArray<string> fields = [.. header.Fields.Select(NameOf)];
        return shapes.Intern(Family, SourceOf(header.Path), fields, IdSlotOf(header.Path, fields));
    }
}
