using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dwell.Model.Answers;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;

namespace Dwell.Answers.Limits;

/// <summary>Text that no format knows may hold what every question asks for; nobody can say.</summary>
internal static class UnknownText
{
    /// <summary>One limit for all such files, or none.</summary>
    public static ImmutableArray<Limit> LimitsOf(ImmutableArray<string> paths)
    {
        if (paths.IsEmpty)
            return [];
        var files = paths.Length == 1
            ? $"the text file {paths[0]} has no known format"
            : string.Create(CultureInfo.InvariantCulture, $"{paths.Length} text files have no known format (the first is {paths[0]})");
        var identity = Sha256Digest.Of(Encoding.UTF8.GetBytes(Limit.UnknownText + "|" + string.Join('|', paths))).ToString();
        return
        [
            new Limit(
                string.Concat("l-", identity.AsSpan(0, 16)),
                [.. Enum.GetValues<Question>()],
                Limit.UnknownText,
                "all",
                From: null,
                To: null,
                "unreadable",
                $"{files}: what its lines say enters no answer (dwell search finds it)",
                []),
        ];
    }
}
