using System.Buffers.Binary;
using System.Text;
using Dwell.Evidence;

namespace Dwell.Readers.Logs;

/// <summary>The beginning of a file, by which formats recognise what they read.</summary>
public readonly ref struct LogHead
{
    /// <summary>How many bytes are looked at.</summary>
    public const int MaxBytes = 64 * 1024;

    private LogHead(ReadOnlySpan<byte> text, bool isWhole, EvidenceFormat content, string path)
    {
        Text = text;
        IsWhole = isWhole;
        Content = content;
        Path = path;
    }

    /// <summary>The first bytes as UTF-8 without a byte order mark, at most <see cref="MaxBytes"/>; the last line may be cut.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>True when nothing follows.</summary>
    public bool IsWhole { get; }

    /// <summary>True when the file is written in UTF-16.</summary>
    public bool IsWide { get; private init; }

    /// <summary>What the content is at large.</summary>
    public EvidenceFormat Content { get; }

    /// <summary>The shown path: a hint for what the content leaves open, never a reason by itself.</summary>
    public string Path { get; }

    /// <summary>Reads the head of an item.</summary>
    public static LogHead Read(EvidenceItem item, EvidenceBytes bytes)
    {
        var head = new byte[(int)Math.Min(MaxBytes, bytes.Length)];
        var start = item.Format is EvidenceFormat.Evtx or EvidenceFormat.EvtxChunks ? 0 : HoleOf(bytes, head);
        var read = bytes.ReadAt(start, head);
        return Of(head.AsSpan(0, read), start + read == bytes.Length, item.Format, item.Path);
    }

    // How many NUL bytes stand in front of everything: the hole of a log that was cut while its program wrote on.
    private static long HoleOf(EvidenceBytes bytes, byte[] buffer)
    {
        for (long at = 0; ;)
        {
            var read = bytes.ReadAt(at, buffer);
            var hole = buffer.AsSpan(0, read).IndexOfAnyExcept((byte)0);
            if (read == 0)
                return 0;
            if (hole >= 0)
                return at + hole;
            at += read;
        }
    }

    /// <summary>A head of bytes at hand.</summary>
    public static LogHead Of(ReadOnlySpan<byte> bytes, bool isWhole, EvidenceFormat content, string path)
    {
        if (bytes.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(bytes) is var mark and (0xFFFE or 0xFEFF))
        {
            var encoding = mark == 0xFFFE ? Encoding.Unicode : Encoding.BigEndianUnicode;
            return new LogHead(Encoding.UTF8.GetBytes(encoding.GetString(bytes[2..])), isWhole, content, path) { IsWide = true };
        }

        return new LogHead(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes, isWhole, content, path);
    }

    /// <summary>The lines that are there whole, without their ends and without empty ones, at most <paramref name="most"/>.</summary>
    public HeadLines Lines(int most) => new(Text, IsWhole, most);

    /// <summary>True when more than half of the first <paramref name="most"/> lines fit.</summary>
    public bool MostLinesFit(int most, LineTest test)
    {
        var (lines, fitting) = (0, 0);
        foreach (var line in Lines(most))
        {
            lines++;
            fitting += test(line) ? 1 : 0;
        }

        return fitting * 2 > lines;
    }

    /// <summary>Walks over lines: <c>foreach (var line in head.Lines(20))</c>.</summary>
    public ref struct HeadLines
    {
        private readonly bool _isWhole;
        private ReadOnlySpan<byte> _rest;
        private int _left;

        internal HeadLines(ReadOnlySpan<byte> text, bool isWhole, int most)
        {
            _rest = text;
            _isWhole = isWhole;
            _left = most;
        }

        /// <summary>The line.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>Itself.</summary>
        public readonly HeadLines GetEnumerator() => this;

        /// <summary>Goes on.</summary>
        public bool MoveNext()
        {
            while (_left > 0 && !_rest.IsEmpty)
            {
                var end = _rest.IndexOf((byte)'\n');
                if (end < 0 && !_isWhole)
                    return false;
                Current = (end < 0 ? _rest : _rest[..end]).TrimEnd((byte)'\r');
                _rest = end < 0 ? default : _rest[(end + 1)..];
                if (Current.IsEmpty)
                    continue;
                _left--;
                return true;
            }

            return false;
        }
    }
}

/// <summary>Whether a line, without its end, is of some form.</summary>
public delegate bool LineTest(ReadOnlySpan<byte> line);
