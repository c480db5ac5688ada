using System.Xml.Linq;
using Dwell.Tests;

namespace Dwell.Structure.Tests;

/// <summary>A piece of data flows one way, and the flow can be read from the project files alone.</summary>
public sealed class FlowTests
{
    private const int Detect = 2;
    private const int Facts = 3;

    public static TheoryData<string> Sources => new(ProjectFile.All.Where(project => project.Area == "src").Select(project => project.Name));

    [Fact]
    public void There_are_projects_to_look_at() => Assert.InRange(ProjectFile.All.Count, 20, 200);

    [Theory]
    [MemberData(nameof(Sources))]
    public void References_run_one_way(string name)
    {
        var project = ProjectFile.Named(name);
        Assert.NotNull(project.Stage);
        foreach (var target in project.References.Select(ProjectFile.Named).Where(target => target.Area == "src"))
            Assert.True(target.Stage <= project.Stage, $"{name} (stage {project.Stage}) uses {target.Name} (stage {target.Stage})");
    }

    [Fact]
    public void No_reference_goes_round_in_a_circle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in ProjectFile.All)
            Visit(project.Name, []);

        void Visit(string name, List<string> path)
        {
            Assert.False(path.Contains(name), $"A circle: {string.Join(" -> ", path)} -> {name}");
            if (!done.Add(name))
                return;
            foreach (var reference in ProjectFile.Named(name).References)
                Visit(reference, [.. path, name]);
        }
    }

    [Fact]
    public void Detecting_and_facts_do_not_know_each_other()
    {
        foreach (var project in ProjectFile.All.Where(project => project.Stage is Detect or Facts))
            Assert.DoesNotContain(project.References, name => ProjectFile.Named(name).Stage == Detect + Facts - project.Stage);
    }

    [Fact]
    public void Only_the_command_line_and_tests_use_the_simulator()
    {
        foreach (var project in ProjectFile.All.Where(project => project.Area is not ("sim" or "test" or "bench" or "fuzz")))
        {
            var simulators = project.References.Where(name => ProjectFile.Named(name).Area == "sim").ToList();
            Assert.True(simulators.Count == 0 || project.Name == "Dwell.Cli", $"{project.Name} uses {string.Join(", ", simulators)}");
        }
    }

    [Fact]
    public void The_simulator_uses_the_first_two_stages_only()
    {
        foreach (var project in ProjectFile.All.Where(project => project.Area == "sim"))
            Assert.All(project.References.Select(ProjectFile.Named), target => Assert.True(target.Area == "sim" || target.Stage <= 1, $"{project.Name} uses {target.Name}"));
    }

    [Fact]
    public void No_source_uses_a_test_or_a_benchmark()
    {
        foreach (var project in ProjectFile.All.Where(project => project.Area is "src" or "sim"))
            Assert.DoesNotContain(project.References, name => ProjectFile.Named(name).Area is "test" or "bench" or "fuzz");
    }

    [Fact]
    public void An_arrow_that_is_not_named_does_not_compile()
    {
        var props = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Equal("true", props.Descendants("DisableTransitiveProjectReferences").Single().Value);
        Assert.All(ProjectFile.All, project => Assert.Empty(project.Xml.Descendants("DisableTransitiveProjectReferences")));
    }

    [Fact]
    public void The_solution_lists_every_project()
    {
        var solution = XDocument.Load(Path.Combine(Repository.Root, "Dwell.slnx"));
        Assert.Equal(
            ProjectFile.All.Select(project => project.Path).Order(StringComparer.Ordinal),
            solution.Descendants("Project").Select(project => project.Attribute("Path")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_source_project_has_tests()
    {
        var names = ProjectFile.All.Select(project => project.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(ProjectFile.All.Where(project => project.Area is "src" or "sim"), project => Assert.Contains(project.Name + ".Tests", names));
    }

    [Fact]
    public void Every_package_has_one_version_and_is_used()
    {
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value).ToHashSet(StringComparer.Ordinal);
        var used = ProjectFile.All.Select(project => project.Xml)
            .Concat(new[] { "Directory.Build.props", "Directory.Build.targets" }.Select(file => XDocument.Load(Path.Combine(Repository.Root, file))))
            .SelectMany(xml => xml.Descendants("PackageReference")).ToList();
        Assert.All(used, package => Assert.Null(package.Attribute("Version")));
        Assert.Equal(central.Order(StringComparer.Ordinal), used.Select(package => package.Attribute("Include")!.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}
