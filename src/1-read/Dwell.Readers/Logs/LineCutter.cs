using System.Globalization;
using Dwell.Model.Evidence;

namespace Dwell.Readers.Logs;

/// <summary>
/// Cuts text at the ends of lines. A line longer than <see cref="MaxLineBytes"/> is not held in memory: its beginning is left
/// out with a diagnostic, and reading goes on behind it. UTF-16 is cut at its own line ends and stays as it is.
/// </summary>
public class LineCutter : LogCutter
{
    /// <summary>No log line that means something is longer (Windows caps an event at 64 KiB, Exchange and M365 at a few MiB).</summary>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    private readonly int _blockBytes;
    private long _next;

    /// <summary>Begins at the first byte of the file, behind a byte order mark.</summary>
    public LineCutter(LogFile file, int blockBytes = LogBlock.UsualBytes)
    {
        File = file;
        _blockBytes = blockBytes;
        Encoding = LineEncoding.Of(file.Bytes);
        _next = Encoding.MarkBytes;
    }

    /// <summary>The file.</summary>
    protected LogFile File { get; }

    /// <summary>How its characters are written.</summary>
    public LineEncoding Encoding { get; }

    /// <inheritdoc/>
    public override bool Next(LogBlock block)
    {
        while (_next < File.Bytes.Length)
        {
            if (Encoding.Wide is null && SkipHole(block))
                continue;
            block.Offset = _next;
            block.Length = 0;
            block.Encoding = Encoding;
            var wanted = _blockBytes;
            while (true)
            {
                block.Grow(wanted);
                block.Length += File.Bytes.ReadAt(_next + block.Length, block.Buffer.AsSpan(block.Length, wanted - block.Length));
                var isLast = block.Length < wanted || _next + block.Length >= File.Bytes.Length;
                var end = isLast ? block.Length : EndOf(block);
                if (end > 0)
                {
                    block.Length = end;
                    _next += end;
                    OnBlock(block);
                    return true;
                }

                if (isLast)
                    return false;
                if (wanted >= MaxLineBytes)
                    break;
                wanted = Math.Min(MaxLineBytes, wanted * 4);
            }

            SkipLine(block);
        }

        return false;
    }

    /// <summary>
    /// How many bytes of the block are whole records; 0 when not even the first ends in it. The default ends behind the last
    /// line end; a format whose records span lines ends earlier.
    /// </summary>
    protected virtual int EndOf(LogBlock block) => Encoding.EndOfLastLine(block.Bytes.Span);

    /// <summary>Sets the block's state, in the order of the file.</summary>
    protected virtual void OnBlock(LogBlock block)
    {
    }

    // NUL at the beginning of a line: a hole that cutting a log in use, or a loss of power, left. What is behind it is read.
    private bool SkipHole(LogBlock block)
    {
        var start = _next;
        while (_next < File.Bytes.Length)
        {
            var read = File.Bytes.ReadAt(_next, block.Buffer.AsSpan(0, _next == start ? 1 : _blockBytes));
            var hole = block.Buffer.AsSpan(0, read).IndexOfAnyExcept((byte)0);
            _next += hole < 0 ? read : hole;
            if (hole >= 0 || read == 0)
                break;
        }

        if (_next == start)
            return false;
        Report(new Diagnostic(
            File.Evidence,
            "nul-bytes",
            start,
            string.Create(CultureInfo.InvariantCulture, $"{_next - start} NUL bytes were passed over: a hole, what stood there is gone."),
            IsLoss: true));
        return true;
    }

    private void SkipLine(LogBlock block)
    {
        var start = _next;
        var at = _next + block.Length;
        while (at < File.Bytes.Length)
        {
            var read = File.Bytes.ReadAt(at, block.Buffer.AsSpan(0, _blockBytes));
            var end = Encoding.EndOfFirstLine(block.Buffer.AsSpan(0, read));
            if (read == 0)
                break;
            at += end > 0 ? end : read;
            if (end > 0)
                break;
        }

        _next = Math.Min(at, File.Bytes.Length);
        Report(new Diagnostic(
            File.Evidence,
            "line-too-long",
            start,
            string.Create(CultureInfo.InvariantCulture, $"A line of {_next - start} bytes was left out: lines of more than {MaxLineBytes} bytes are not read."),
            IsLoss: true));
    }
}
