namespace Dwell.Case;

/// <summary>
/// The few things that a case writer asks of a disk, one method each, so that a test can stop a run at any of
/// them.
/// </summary>
internal class CaseDisk
{
    /// <summary>Writes a whole file and waits until the disk has it.</summary>
    public virtual void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, bytes, 0);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Adds to the end of a file and waits until the disk has it.</summary>
    public virtual void Append(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        RandomAccess.Write(file, bytes, RandomAccess.GetLength(file));
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Renames within one folder tree, over what is there: one step, done or not done.</summary>
    public virtual void Move(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Removes a folder and what is in it.</summary>
    public virtual void Remove(string folder) => Directory.Delete(folder, recursive: true);
}
