using System.Text.Json;
using Dwell.Pipeline.Running;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

/// <summary>The case of samples/lab, made once for all tests that look at it.</summary>
public sealed class LabCase : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public string Folder => _folder["case"];

    public InvestigationResult Result { get; private set; } = null!;

    public JsonElement Truth { get; } =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "lab", "truth.json"))).RootElement;

    public async Task InitializeAsync() => Result = await Run.Async(Folder, 1, [Run.Lab]);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
