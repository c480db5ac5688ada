namespace Dwell.Structure.Tests;

public sealed class FileTests
{
    private const int MostLines = 400;

    // One idea each that would be harder to follow in pieces: the file, and why.
    private static readonly Dictionary<string, string> MayBeLong = new(StringComparer.Ordinal);

    // Written in pieces, so that this file does not hold what it looks for.
    private static readonly string[] Forbidden =
    [
        "/wor" + "k/", "/roo" + "t/.", "/ho" + "me/", "bash_" + "jobs", "C:\\Us" + "ers\\runner",
        "api.nu" + "get.org", "registry." + "npmjs", "npm" + "js.com", "py" + "pi.org", "pythonhos" + "ted", "deb.deb" + "ian.org",
    ];

    // Records and rules speak of paths on the machines of victims; nothing of ours is in them.
    private static readonly string[] Evidence = ["content/rules/", "samples/"];

    [Fact]
    public void No_file_tells_of_the_machine_it_was_written_on()
    {
        var found = new List<string>();
        foreach (var path in SourceFiles.All.Where(path => !Evidence.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))))
        {
            var text = File.ReadAllText(SourceFiles.FullPath(path));
            found.AddRange(Forbidden.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{path}: {word}"));
        }

        Assert.Empty(found);
    }

    [Fact]
    public void Code_files_stay_readable_in_one_go()
    {
        var tooLong = SourceFiles.All
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor" or ".css" or ".sh" || path.StartsWith("eng/", StringComparison.Ordinal))
            .Where(path => !MayBeLong.ContainsKey(path))
            .Select(path => (path, File.ReadLines(SourceFiles.FullPath(path)).Count()))
            .Where(file => file.Item2 > MostLines)
            .Select(file => $"{file.path}: {file.Item2} lines");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_folder_is_named_for_a_kind_of_code()
    {
        string[] kinds = ["Helpers", "Utils", "Utilities", "Managers", "Interfaces", "Enums", "Common", "Misc", "Extensions"];
        Assert.DoesNotContain(SourceFiles.All, path => path.Split('/').Intersect(kinds, StringComparer.OrdinalIgnoreCase).Any());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("SECURITY.md")]
    [InlineData("LICENSE")]
    [InlineData("THIRD-PARTY-NOTICES.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/story.md")]
    [InlineData(".ci/run")]
    [InlineData("eng/dwell")]
    [InlineData("eng/check")]
    [InlineData("eng/publish")]
    public void What_the_project_promises_is_there(string path) => Assert.Contains(path, SourceFiles.All);

    [Fact]
    public void Links_between_documents_lead_to_files()
    {
        var broken = new List<string>();
        foreach (var path in SourceFiles.All.Where(path => path.EndsWith(".md", StringComparison.Ordinal)))
        {
            var folder = Path.GetDirectoryName(SourceFiles.FullPath(path))!;
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(SourceFiles.FullPath(path)), @"\]\(([^)#\s:]+)(?:#[^)]*)?\)"))
            {
                var target = Path.Combine(folder, link.Groups[1].Value);
                if (!File.Exists(target) && !Directory.Exists(target))
                    broken.Add($"{path}: {link.Groups[1].Value}");
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void Each_third_party_package_is_in_the_notices()
    {
        var notices = File.ReadAllText(SourceFiles.FullPath("THIRD-PARTY-NOTICES.md"));
        var packages = System.Xml.Linq.XDocument.Load(SourceFiles.FullPath("Directory.Packages.props")).Descendants("PackageVersion");
        Assert.All(packages, package =>
        {
            Assert.Contains(package.Attribute("Include")!.Value, notices, StringComparison.Ordinal);
            Assert.Contains(package.Attribute("Version")!.Value, notices, StringComparison.Ordinal);
        });
    }
}
