using System.Buffers;
using Dwell.Model.Evidence;

namespace Dwell.Readers.Logs;

/// <summary>
/// Some records of one file as bytes in a pooled buffer: the unit of work. <see cref="Sequence"/> counts all blocks of a run, so
/// that results can be put back in the order of reading. Whoever processes it owns it and disposes it.
/// </summary>
public sealed class LogBlock(LogFormat format, int evidence, long sequence) : IDisposable
{
    /// <summary>How many bytes a block has as a rule: enough that a hand-over costs nothing, few enough that all cores are busy.</summary>
    public const int UsualBytes = 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);

    /// <summary>What the bytes are.</summary>
    public LogFormat Format => format;

    /// <summary>The number of the evidence.</summary>
    public int Evidence => evidence;

    /// <summary>The place of the block in the run, from 0.</summary>
    public long Sequence => sequence;

    /// <summary>Where the first byte lies in the file.</summary>
    public long Offset { get; set; }

    /// <summary>How many bytes of <see cref="Buffer"/> belong to the block.</summary>
    public int Length { get; set; }

    /// <summary>What a reader must know from before the block (a header, a year); what it is, is up to the format. Immutable.</summary>
    public object? State { get; set; }

    /// <summary>How the lines of text are written; null stands for UTF-8.</summary>
    public LineEncoding? Encoding { get; set; }

    /// <summary>The bytes; those from <see cref="Length"/> on are anything.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>The bytes that belong to the block.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Makes room for <paramref name="bytes"/> in all; what is there stays.</summary>
    public void Grow(int bytes)
    {
        if (_buffer.Length >= bytes)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(bytes);
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>A block of one piece of a file; null when the piece does not lie in it.</summary>
    public static LogBlock? OfPiece(LogFormat format, LogFile file, LocatorPiece piece, object? state)
    {
        if (piece.Offset < 0 || piece.Length < 0 || piece.Offset > file.Bytes.Length - piece.Length)
            return null;
        var block = new LogBlock(format, file.Evidence, 0) { Offset = piece.Offset, State = state, Encoding = LineEncoding.Of(file.Bytes) };
        block.Grow(piece.Length);
        block.Length = file.Bytes.ReadAt(piece.Offset, block.Buffer.AsSpan(0, piece.Length));
        return block;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
