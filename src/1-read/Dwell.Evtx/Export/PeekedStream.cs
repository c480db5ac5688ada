namespace Dwell.Evtx.Export;

/// <summary>A stream whose first bytes were looked at and are given again to whoever reads it. It can seek when the inner one can.</summary>
internal sealed class PeekedStream : Stream
{
    private const int PeekedBytes = 8;
    private readonly Stream _inner;
    private readonly byte[] _start = new byte[PeekedBytes];
    private readonly int _startLength;
    private int _given;

    public PeekedStream(Stream inner)
    {
        _inner = inner;
        _startLength = ReadStart(inner, _start);
        if (!inner.CanSeek)
            return;
        inner.Position -= _startLength;
        _given = _startLength;
    }

    /// <summary>Up to eight first bytes.</summary>
    public ReadOnlySpan<byte> Start => _start.AsSpan(0, _startLength);

    public override bool CanRead => true;

    public override bool CanSeek => _inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _inner.Length;

    public override long Position
    {
        get => _inner.Position;
        set => _inner.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _startLength)
            return ReadInner(buffer);
        var length = Math.Min(buffer.Length, _startLength - _given);
        _start.AsSpan(_given, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("An input is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An input is only read.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private static int ReadStart(Stream inner, Span<byte> start)
    {
        try
        {
            return inner.ReadAtLeast(start, PeekedBytes, throwOnEndOfStream: false);
        }
        catch (Exception failure) when (EvtxInputException.IsOf(failure))
        {
            throw new EvtxInputException(failure);
        }
    }

    private int ReadInner(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (Exception failure) when (EvtxInputException.IsOf(failure))
        {
            throw new EvtxInputException(failure);
        }
    }
}
