namespace Dwell.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dwell-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Bytes that look like what they are for.</summary>
internal static class Bytes
{
    /// <summary>Starts like an event log; the rest is noise from a fixed seed.</summary>
    public static byte[] Evtx(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        "ElfFile\0"u8.CopyTo(bytes);
        return bytes;
    }
}
