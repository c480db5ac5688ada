using Microsoft.Win32.SafeHandles;

namespace Dwell.Evidence;

/// <summary>
/// The bytes of one item, read from any place. Offsets and lengths count unpacked bytes and may pass 2 GB.
/// Reading is safe from several threads at once; whoever opened it disposes it.
/// </summary>
public abstract class EvidenceBytes : IDisposable
{
    /// <summary>Number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>
    /// Reads up to <c>buffer.Length</c> bytes from <paramref name="offset"/>; fewer only at the end, 0 behind
    /// it.
    /// </summary>
    public abstract int ReadAt(long offset, Span<byte> buffer);

    /// <summary>
    /// A read-only, seekable stream over the same bytes, with a position of its own. Closing it closes
    /// nothing else.
    /// </summary>
    public Stream AsStream() => new EvidenceStream(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what was opened.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>A file; its handle is closed with it.</summary>
internal sealed class FileBytes(SafeFileHandle file) : EvidenceBytes
{
    public override long Length { get; } = RandomAccess.GetLength(file);

    public static FileBytes Open(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public override int ReadAt(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer[filled..], offset + filled);
            if (read == 0)
                break;
            filled += read;
        }

        return filled;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Bytes in memory.</summary>
internal sealed class MemoryBytes(ReadOnlyMemory<byte> bytes) : EvidenceBytes
{
    public override long Length => bytes.Length;

    public override int ReadAt(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= bytes.Length)
            return 0;
        var length = Math.Min(buffer.Length, bytes.Length - (int)offset);
        bytes.Span.Slice((int)offset, length).CopyTo(buffer);
        return length;
    }
}

/// <summary>A part of other bytes, which it never closes: an entry of a tar is not copied.</summary>
internal sealed class SliceBytes(EvidenceBytes whole, long start, long length) : EvidenceBytes
{
    public override long Length => length;

    public override int ReadAt(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= length)
            return 0;
        return whole.ReadAt(start + offset, buffer[..(int)Math.Min(buffer.Length, length - offset)]);
    }
}
