using System.Text;

namespace Dwell.Evidence.Containers;

/// <summary>gzip: one entry, of all members in a row, named by the first one's header.</summary>
internal static class GzipUnpacker
{
    /// <summary>
    /// The entry's name where the header gives none; the file's own name may differ from copy to copy.
    /// </summary>
    private const string NoName = "unpacked";

    public static void Unpack(EvidenceBytes bytes, ContainerUnpacking into, CancellationToken cancellation)
    {
        var name = GzipHeader.TryRead(bytes, 0, out var header) && header.Name.Length > 0
            ? Encoding.Latin1.GetString(header.Name)
            : NoName;
        using var members = new GzipMembers(bytes, into.TakeMember, cancellation);
        into.Add(name, members, cancellation);
    }
}
