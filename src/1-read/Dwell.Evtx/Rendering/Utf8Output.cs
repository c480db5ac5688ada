using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dwell.Evtx.Rendering;

/// <summary>
/// A growing buffer of UTF-8 from the shared pool. One a thread, used again for each block of records; the bytes are
/// cleared when it is disposed, since they are evidence.
/// </summary>
public sealed class Utf8Output : IBufferWriter<byte>, IDisposable
{
    private const int LeastBytes = 64 * 1024;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(LeastBytes);
    private int _length;

    /// <summary>How many bytes were written.</summary>
    public int Length => _length;

    /// <summary>What was written; valid until the next call that writes.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>The same as memory.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    /// <summary>Takes back everything from <paramref name="length"/> on.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length);
        _length = length;
    }

    /// <summary>Adds bytes that are UTF-8 already.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _length += utf8.Length;
    }

    /// <summary>Adds one ASCII character.</summary>
    public void Append(byte ascii)
    {
        Reserve(1)[0] = ascii;
        _length++;
    }

    /// <summary>
    /// Adds the literal from <paramref name="start"/> to <paramref name="end"/>. Most are short: one load and one store then,
    /// for which the literals have <see cref="Literals.PaddingBytes"/> more at their end.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AppendLiteral(ReadOnlySpan<byte> literals, int start, int end)
    {
        var length = end - start;
        var room = Reserve(Math.Max(length, Literals.PaddingBytes));
        if (length <= Literals.PaddingBytes)
            UnsafeText.Copy32(literals, start, room);
        else
            literals.Slice(start, length).CopyTo(room);
        _length += length;
    }

    /// <summary>Adds a text that is known to be ASCII.</summary>
    internal void AppendAscii(string text)
    {
        Ascii.FromUtf16(text, Reserve(text.Length), out var written);
        _length += written;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - _length));
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(Math.Max(1, sizeHint));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = [];
        _length = 0;
    }

    /// <summary>The last byte; 0 when nothing was written.</summary>
    internal byte Last => _length > 0 ? _bytes[_length - 1] : (byte)0;

    /// <summary>Room for at least <paramref name="count"/> bytes, and often for more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Reserve(int count)
    {
        if (count > _bytes.Length - _length)
            Grow(count);
        return _bytes.AsSpan(_length);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, checked(_length + count)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = larger;
    }
}
