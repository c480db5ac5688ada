using System.Globalization;

namespace Dwell.Readers.Times;

/// <summary>
/// The name of a log as rotation wrote it: <c>auth.log</c>, <c>auth.log.1</c>, <c>auth.log.2.gz</c>, <c>secure-20220131</c>.
/// </summary>
/// <param name="Folder">What stands before the name: the folder, or the container up to its <c>!</c>.</param>
/// <param name="Stem">The name without number, date and ending of a compression.</param>
/// <param name="Number">0 for the file that is written to; higher is older.</param>
/// <param name="Date">The end of the day in the name; null when there is none. Rotation dates a file when it is closed.</param>
internal readonly record struct RotatedName(string Folder, string Stem, int Number, DateTime? Date)
{
    private const int MostDigits = 4;

    public static RotatedName Of(string path)
    {
        // An entry of a gzip file alone is named like the file: the name of the outermost one counts.
        var inner = path.IndexOf('!', StringComparison.Ordinal);
        var outer = inner > 0 && path[..inner].EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..inner] : path;
        var slash = outer.LastIndexOfAny(['/', '!']);
        var name = outer[(slash + 1)..];
        foreach (var ending in (ReadOnlySpan<string>)[".gz", ".bz2", ".xz", ".zst"])
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                name = name[..^ending.Length];
        }

        var folder = outer[..(slash + 1)];
        var mark = name.LastIndexOfAny(['.', '-', '_']);
        if (mark <= 0)
            return new RotatedName(folder, name, 0, null);
        var last = name[(mark + 1)..];
        if (name[mark] == '.' && last.Length <= MostDigits && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new RotatedName(folder, name[..mark], number, null);
        return DateAtEnd(folder, name);
    }

    private static RotatedName DateAtEnd(string folder, string name)
    {
        var bare = name.EndsWith(".log", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        foreach (var form in (ReadOnlySpan<string>)["yyyyMMdd", "yyyy-MM-dd"])
        {
            if (bare.Length > form.Length + 1 && bare[^(form.Length + 1)] is '-' or '.' or '_'
                && DateTime.TryParseExact(bare[^form.Length..], form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return new RotatedName(folder, bare[..^(form.Length + 1)], 0, date.AddDays(1));
            }
        }

        return new RotatedName(folder, name, 0, null);
    }
}
