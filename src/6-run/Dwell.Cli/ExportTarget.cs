namespace Dwell.Cli;

/// <summary>
/// A file that an export writes. It grows under the name <c>TARGET.part</c>, which must be new, and gets its own name when
/// it is finished: nothing that lies at either name is ever truncated, and a file at TARGET is one that was finished. A
/// link at TARGET is replaced, what it points to stays as it is.
/// </summary>
internal sealed class ExportTarget : IDisposable
{
    private const string DeviceFolder = "/dev/";
    private const string MemoryFolder = "/dev/shm/";
    private readonly string _path;
    private readonly string _part;
    private bool _isFinished;

    /// <summary>Throws <see cref="WrongUseException"/> when evidence or no plain file lies at the path, or its part file exists.</summary>
    public ExportTarget(string path)
    {
        Check(path);
        _path = path;
        _part = path + ".part";
        try
        {
            // A new file only: opening what is there would follow links, and truncate what they point to.
            Stream = new FileStream(_part, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (IOException) when (Path.Exists(_part) || new FileInfo(_part).LinkTarget is not null)
        {
            throw new WrongUseException($"'{_part}' is there already: another run writes it, or one was stopped; remove it first.");
        }
    }

    /// <summary>Where to write.</summary>
    public FileStream Stream { get; }

    /// <summary>Closes the stream and gives the file its name, in place of an older one.</summary>
    public void Finish()
    {
        Stream.Dispose();
        File.Move(_part, _path, overwrite: true);
        _isFinished = true;
    }

    /// <summary>Removes what was written, unless it was finished.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isFinished)
            File.Delete(_part);
    }

    private static void Check(string path)
    {
        if (Directory.Exists(path))
            throw new WrongUseException($"'{path}' is a folder; --output takes a file.");
        if (!File.Exists(path))
            return;
        var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        var isDevice = real.StartsWith(DeviceFolder, StringComparison.Ordinal) && !real.StartsWith(MemoryFolder, StringComparison.Ordinal);
        if (isDevice || !TryReadStart(real, out var start))
            throw new WrongUseException($"'{path}' is no plain file; redirect standard output to it instead.");
        if (start.StartsWith("ElfFile"u8) || start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            throw new WrongUseException($"'{path}' is an event log, gzip or zip file and may be evidence; it is not overwritten.");
    }

    /// <summary>False for a pipe. It is opened for writing too, since reading alone would wait for a writer.</summary>
    private static bool TryReadStart(string path, out ReadOnlySpan<byte> start)
    {
        var bytes = new byte[8];
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            start = file.CanSeek ? bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) : [];
            return file.CanSeek;
        }
        catch (UnauthorizedAccessException)
        {
            throw new WrongUseException($"'{path}' can't be read and written, so it is not overwritten.");
        }
    }
}
