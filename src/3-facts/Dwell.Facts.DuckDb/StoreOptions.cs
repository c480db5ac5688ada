namespace Dwell.Facts.DuckDb;

/// <summary>How the store may use the machine.</summary>
public sealed record StoreOptions
{
    /// <summary>
    /// Memory that the engine may take, in bytes; what does not fit is spilled to disk. 384 MiB by default, which leaves
    /// the rest of a process of 1 GB to reading and analysis.
    /// </summary>
    public long MemoryLimitBytes { get; init; } = 384L << 20;

    /// <summary>Threads of the engine, at least 1.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Folder for what does not fit into memory; it is made when needed. Null: beside the store's file.</summary>
    public string? SpillFolder { get; init; }

    /// <summary>Folders that queries may write to; none by default, and the engine reaches no file but its own.</summary>
    public IReadOnlyList<string> WritableFolders { get; init; } = [];

    internal IEnumerable<KeyValuePair<string, string>> ToSettings(string path, bool readOnly)
    {
        // Nothing is fetched at run time, whatever a query names.
        yield return new("autoinstall_known_extensions", "false");
        yield return new("autoload_known_extensions", "false");
        yield return new("access_mode", readOnly ? "READ_ONLY" : "READ_WRITE");
        yield return new("memory_limit", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{MemoryLimitBytes}B"));
        yield return new("threads", Threads.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return new("temp_directory", SpillFolder ?? path + ".spill");
        yield return new("preserve_insertion_order", "false");
        yield return new("checkpoint_threshold", "256MB");

        // Each column of each table holds a block while it is written: a folder of a hundred logs has thousands of columns.
        yield return new("default_block_size", "16384");
    }
}
