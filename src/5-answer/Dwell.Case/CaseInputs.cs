using System.Collections.Immutable;
using System.Text;
using Dwell.Evidence;
using Dwell.Model.Evidence;

namespace Dwell.Case;

/// <summary>
/// What a case is made of: the files given by hash (sorted), the content by hash, and the options that can
/// change an answer (rules, context, what is left out; never threads or paths).
/// </summary>
public sealed record CaseInputs(
    ImmutableArray<Sha256Digest> Evidence,
    string ContentHash,
    ImmutableSortedDictionary<string, string> Options)
{
    /// <summary>The inputs of a run on a manifest.</summary>
    public static CaseInputs Of(
        EvidenceManifest manifest, string contentHash, IEnumerable<KeyValuePair<string, string>> options) =>
        new(
            [.. manifest.Items.SelectMany(item => item.Places).Select(place => place.File).Distinct().Order()],
            contentHash,
            options.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>One hash over all of it: two runs with the same hash give the same case.</summary>
    public Sha256Digest ToHash()
    {
        var text = new StringBuilder();
        foreach (var digest in Evidence)
            text.Append(digest).Append('\n');
        text.Append(ContentHash).Append('\n');
        foreach (var (name, value) in Options)
            text.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value).Append('\n');
        return Sha256Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
