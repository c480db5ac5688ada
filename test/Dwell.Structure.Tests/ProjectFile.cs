using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dwell.Tests;

namespace Dwell.Structure.Tests;

/// <summary>A project as its file tells it: what it is called, which stage it belongs to, what it names.</summary>
internal sealed partial record ProjectFile(string Name, string Path, int? Stage, IReadOnlyList<string> References, XDocument Xml)
{
    private static readonly string[] Roots = ["src", "sim", "test", "bench", "fuzz"];

    /// <summary>All projects of the checkout, by path.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. Roots
            .Select(root => System.IO.Path.Combine(Repository.Root, root))
            .Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>The folder at the top of the checkout: <c>src</c>, <c>sim</c>, <c>test</c>, ….</summary>
    public string Area => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    public static ProjectFile Named(string name) => All.Single(project => project.Name == name);

    private static ProjectFile Read(string file)
    {
        var path = System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        var xml = XDocument.Load(file);
        var stage = StageFolder().Match(path);
        return new ProjectFile(
            System.IO.Path.GetFileNameWithoutExtension(file),
            path,
            stage.Success ? stage.Groups[1].Value[0] - '0' : null,
            [.. xml.Descendants("ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))],
            xml);
    }

    [GeneratedRegex("^src/([0-9])-")]
    private static partial Regex StageFolder();
}
