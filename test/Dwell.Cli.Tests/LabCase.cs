using System.Text.Json;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

/// <summary>The sample, investigated once for all tests that only read its case.</summary>
public sealed class LabCase : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public string Folder => _folder["case"];

    /// <summary>The lines of <c>findings.jsonl</c>.</summary>
    public IReadOnlyList<JsonElement> Findings { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var run = await CliRun.Of("investigate", Lab.Evidence, "--case", Folder);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Findings = [.. File.ReadLines(Path.Combine(Folder, "findings.jsonl")).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
        Assert.NotEmpty(Findings);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>A finding of a built-in rule that cites one record, the first by id.</summary>
    internal JsonElement OneRecordOfARule => Findings.First(finding =>
        finding.TryGetProperty("rule", out _) && finding.GetProperty("citations").GetArrayLength() == 1);

    internal static string IdOf(JsonElement finding) => finding.GetProperty("id").GetString()!;
}

[CollectionDefinition(Name)]
public sealed class LabCollection : ICollectionFixture<LabCase>
{
    public const string Name = "lab";
}
