using System.Runtime.InteropServices;

namespace Dwell.Facts.DuckDb.Native;

/// <summary>An open database file. One process may have it open for writing.</summary>
internal sealed class DuckDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The engine's release, <c>v1.5.5</c>.</summary>
    public static string EngineVersion => DuckText.Of(DuckApi.LibraryVersion());

    /// <summary>
    /// Opens or makes the file. Throws <see cref="DuckDbException"/> when a setting is unknown or the file can't be opened,
    /// also when another process has it.
    /// </summary>
    public static DuckDatabase Open(string path, IEnumerable<KeyValuePair<string, string>> settings)
    {
        DuckText.RefuseNul(path, nameof(path));
        DuckDbException.ThrowOnError(DuckApi.CreateConfig(out var config), "the engine made no configuration");
        try
        {
            foreach (var (name, value) in settings)
                DuckDbException.ThrowOnError(DuckApi.SetConfig(config, name, value), $"the engine refused {name}={value}");
            var state = DuckApi.OpenExt(path, out var handle, config, out var error);
            if (state == DuckState.Success)
                return new DuckDatabase(handle);
            handle.Dispose();
            var message = DuckText.Of(error);
            DuckApi.Free(error);
            throw new DuckDbException(message);
        }
        finally
        {
            DuckApi.DestroyConfig(ref config);
        }
    }

    /// <summary>A connection: one thread at a time, one transaction at a time.</summary>
    public DuckConnection Connect()
    {
        DuckDbException.ThrowOnError(DuckApi.Connect(_handle, out var connection), "the engine made no connection");
        return new DuckConnection(connection);
    }

    /// <summary>Closes the file once the last connection is closed.</summary>
    public void Dispose() => _handle.Dispose();
}

/// <summary>Texts of the C API.</summary>
internal static class DuckText
{
    /// <summary>The text that ends at its NUL; empty for none.</summary>
    public static string Of(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    /// <summary>The API ends a text at its first NUL: what follows would be dropped without a word.</summary>
    public static void RefuseNul(string text, string parameter)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A NUL can't be a part of it.", parameter);
    }
}
