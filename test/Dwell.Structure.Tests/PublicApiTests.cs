using System.Reflection;
using Dwell.Tests;

namespace Dwell.Structure.Tests;

/// <summary>A change of what a library offers is seen in review: the lists are rewritten with <c>DWELL_UPDATE=1</c>.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Dwell.Evtx")]
    [InlineData("Dwell.Sigma")]
    public void The_list_is_what_the_assembly_offers(string library)
    {
        var offered = PublicApi.Of(Assembly.Load(library));
        var file = Path.Combine(Repository.Root, "docs", "api", library + ".txt");
        if (Environment.GetEnvironmentVariable("DWELL_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, offered);
        }

        Assert.True(File.Exists(file), $"docs/api/{library}.txt is missing: run this test with DWELL_UPDATE=1");
        Assert.Equal(File.ReadAllText(file), offered);
    }

    [Theory]
    [InlineData("Dwell.Evtx")]
    [InlineData("Dwell.Sigma")]
    public void A_library_does_not_lean_on_the_rest_of_Dwell(string library)
    {
        var used = Assembly.Load(library).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Dwell.", StringComparison.Ordinal));
        Assert.DoesNotContain(used, name => name != "Dwell.Model");
    }
}
