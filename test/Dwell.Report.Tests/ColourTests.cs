using System.Globalization;
using System.Text.RegularExpressions;
using Dwell.Tests;

namespace Dwell.Report.Tests;

/// <summary>All text of the page is legible in both schemes: contrast AA (WCAG 2.2, 1.4.3) against each ground it stands on.</summary>
public sealed class ColourTests
{
    private const double Least = 4.5;
    private static readonly string[] Inks =
    [
        "ink", "soft", "link", "yes", "likely", "bounded", "none", "undetermined", "critical", "high", "medium", "low", "info",
    ];

    private static readonly string Style = File.ReadAllText(Path.Combine(Repository.Root, "src", "5-answer", "Dwell.Report", "Page", "report.css"));

    [Theory]
    [InlineData(0, "light")]
    [InlineData(1, "dark")]
    public void Text_stands_out_from_its_ground(int block, string scheme)
    {
        var colours = Regex.Matches(Regex.Matches(Style, @":root \{(.*?)\}", RegexOptions.Singleline)[block].Groups[1].Value, "--([a-z]+): #([0-9a-f]{6})")
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
        foreach (var ink in Inks)
        {
            foreach (var ground in new[] { "paper", "card", "wash" })
            {
                var contrast = Contrast(Luminance(colours[ink]), Luminance(colours[ground]));
                Assert.True(contrast >= Least, $"{scheme}: {ink} on {ground} has {contrast:F2}");
            }
        }
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    // Relative luminance of sRGB, WCAG 2.2.
    private static double Luminance(string hex)
    {
        double[] weights = [0.2126, 0.7152, 0.0722];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            var part = int.Parse(hex.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4));
        }

        return sum;
    }
}
