using Dwell.Simulator.Lab;
using Dwell.Tests;

namespace Dwell.Simulator.Tests;

public sealed class LabSampleTests
{
    private const long LargestSample = 1_000_000;
    private const string RewriteSwitch = "DWELL_WRITE_SAMPLES";

    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "lab");
    private static readonly IReadOnlyDictionary<string, byte[]> Made = LabSample.Files();

    [Fact]
    public void The_committed_sample_is_what_the_simulator_makes()
    {
        if (Environment.GetEnvironmentVariable(RewriteSwitch) == "1")
            LabSample.Write(Folder);

        var committed = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        Assert.Equal(Made.Keys, committed);
        foreach (var (name, bytes) in Made)
            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder, name))),
                name + " differs from what is made.");
    }

    [Fact]
    public void The_sample_is_under_a_megabyte()
    {
        Assert.InRange(Made.Values.Sum(bytes => bytes.LongLength), 1, LargestSample);
    }

    [Fact]
    public void Truth_lies_outside_of_the_evidence()
    {
        Assert.Contains("truth.json", Made.Keys);
        Assert.DoesNotContain(Made.Keys, name => name.StartsWith("evidence/", StringComparison.Ordinal)
            && name.Contains("truth", StringComparison.Ordinal));
    }
}
