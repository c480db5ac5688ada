using System.Collections.Immutable;

namespace Dwell.Content.Delimited;

/// <summary>
/// All of <c>content/delimited</c>: the profiles in the order of files and lines, and the columns in which logs usually have their
/// time.
/// </summary>
public sealed record DelimitedCatalog(ImmutableArray<DelimitedProfile> Profiles, DelimitedTime UsualTime)
{
    /// <summary>
    /// The profile of a log with this header: the one of those whose names are all there that has the most names, the first of equals;
    /// null when there is none.
    /// </summary>
    public DelimitedProfile? Find(IReadOnlyCollection<string> header)
    {
        var names = header.ToHashSet(StringComparer.OrdinalIgnoreCase);
        DelimitedProfile? best = null;
        foreach (var profile in Profiles)
        {
            if (!profile.IsHeaderless && profile.Has.Length > (best?.Has.Length ?? 0) && profile.Has.All(names.Contains))
                best = profile;
        }

        return best;
    }
}
