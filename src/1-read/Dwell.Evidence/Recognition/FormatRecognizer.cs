using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Dwell.Evidence.Recognition;

/// <summary>Says what a file is by its first bytes.</summary>
internal static class FormatRecognizer
{
    // MS-EVEN6 gives no file format; both magics as in the format notes of libevtx (sections 2 and 3).
    private const int EvtxHeaderBytes = 4096;
    private const int TarBlockBytes = 512;
    private const int TarChecksumOffset = 148;
    private const int TarChecksumLength = 8;

    private static ReadOnlySpan<byte> EvtxFile => "ElfFile\0"u8;

    private static ReadOnlySpan<byte> EvtxChunk => "ElfChnk\0"u8;

    // Some logs hold a few control characters: enriched audit records part their halves with 0x1D.
    private const int MostHoles = 8;
    private const int LeastTextBetweenHoles = 32;
    private const int BytesPerControl = 64;

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(1, 31).Where(b => b is not ('\t' or '\n' or '\f' or '\r' or 27)).Select(b => (byte)b), 127]);

    /// <summary>
    /// The format of content that starts with <paramref name="head"/>; <paramref name="isWhole"/> says that
    /// nothing follows it.
    /// </summary>
    public static EvidenceFormat Recognize(ReadOnlySpan<byte> head, bool isWhole)
    {
        if (head.IsEmpty)
            return EvidenceFormat.Empty;
        if (head.StartsWith(EvtxFile))
            return EvidenceFormat.Evtx;
        if (head.StartsWith(EvtxChunk)
            || (head.Length > EvtxHeaderBytes && head[EvtxHeaderBytes..].StartsWith(EvtxChunk)))
        {
            return EvidenceFormat.EvtxChunks;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]))
            return EvidenceFormat.Gzip;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return EvidenceFormat.Zip;
        if (KnownMagic.NameOf(head) is { IsArchive: true })
            return EvidenceFormat.OtherArchive;
        if (IsTar(head))
            return EvidenceFormat.Tar;
        return KnownMagic.NameOf(head) is null ? RecognizeText(head, isWhole) : EvidenceFormat.Binary;
    }

    // The header's checksum is over its own block with the checksum field as spaces; v7 archives have no
    // other mark.
    private static bool IsTar(ReadOnlySpan<byte> head)
    {
        if (head.Length < TarBlockBytes || head[0] == 0)
            return false;
        var field = head.Slice(TarChecksumOffset, TarChecksumLength);
        var sum = 0;
        var stated = 0;
        var digits = 0;
        foreach (var b in field)
        {
            if (b is >= (byte)'0' and <= (byte)'7')
                (stated, digits) = (stated * 8 + b - '0', digits + 1);
            else if (b is not (0 or (byte)' '))
                return false;
        }

        foreach (var b in head[..TarBlockBytes])
            sum += b;
        foreach (var b in field)
            sum += ' ' - b;
        return digits > 0 && stated == sum;
    }

    private static EvidenceFormat RecognizeText(ReadOnlySpan<byte> head, bool isWhole)
    {
        if (head.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(head) is 0xFFFE or 0xFEFF)
            return OfUtf16(head);
        if (head.StartsWith(Encoding.UTF8.Preamble))
            head = head[Encoding.UTF8.Preamble.Length..];
        if (head.Contains((byte)0))
            return WithoutHoles(head) is { } filled ? RecognizeText(filled, isWhole) : EvidenceFormat.Binary;
        var isText = CountOf(head, Controls) <= head.Length / BytesPerControl && IsMostlyText(head, isWhole);
        if (!isText)
            return EvidenceFormat.Binary;
        return OfText(head.TrimStart(" \t\r\n"u8));
    }

    // A log that was cut while its program wrote on, or that lay on a disk that lost power, has a few runs of NUL in it; binary
    // data has many short ones. Null when it is not such a log.
    private static byte[]? WithoutHoles(ReadOnlySpan<byte> head)
    {
        var filled = new byte[head.Length];
        int length = 0, holes = 0;
        while (!head.IsEmpty)
        {
            var hole = head.IndexOfAnyExcept((byte)0);
            if (hole != 0 && ++holes > MostHoles)
                return null;
            head = hole < 0 ? default : head[hole..];
            var text = head.IndexOf((byte)0) is var end and >= 0 ? head[..end] : head;
            text.CopyTo(filled.AsSpan(length));
            length += text.Length;
            head = head[text.Length..];
        }

        return length >= LeastTextBetweenHoles ? filled[..length] : null;
    }

    private static EvidenceFormat OfUtf16(ReadOnlySpan<byte> head)
    {
        var encoding = head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        var text = encoding.GetString(head[2..(head.Length & ~1)]);
        return text.AsSpan().ContainsAny('\0', '\uFFFE', '\uFFFF')
            ? EvidenceFormat.Binary
            : OfText(Encoding.UTF8.GetBytes(text.TrimStart()[..Math.Min(16, text.TrimStart().Length)]));
    }

    private static EvidenceFormat OfText(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'<', (byte)'?' or (byte)'!' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z', ..]
            when !IsSyslogPriority(text) => EvidenceFormat.Xml,
        [(byte)'{', ..] => EvidenceFormat.Json,
        [(byte)'[', ..] when IsJsonArray(text) => EvidenceFormat.Json,
        _ => EvidenceFormat.Text,
    };

    private static bool IsSyslogPriority(ReadOnlySpan<byte> text) =>
        text.Length > 1 && char.IsAsciiDigit((char)text[1]);

    // Log lines like "[2022-01-01 …] …" start with a bracket too.
    private static bool IsJsonArray(ReadOnlySpan<byte> text)
    {
        var inner = text[1..].TrimStart(" \t\r\n"u8);
        return !inner.IsEmpty && inner[0] is (byte)'{' or (byte)'[' or (byte)'"' or (byte)']';
    }

    // Logs in an old code page are text too: no control characters, and few bytes outside of ASCII.
    private static bool IsMostlyText(ReadOnlySpan<byte> head, bool isWhole)
    {
        // A character may be cut in two at the end of the head.
        if (Utf8.IsValid(head) || (!isWhole && head.Length > 4 && Utf8.IsValid(head[..TrimmedLength(head)])))
            return true;
        var beyondAscii = 0;
        foreach (var b in head)
            beyondAscii += b >> 7;

        // A Russian log in KOI8 or Windows-1251 has more of them than of ASCII; noise has control characters too.
        return beyondAscii <= head.Length / 3
            || (beyondAscii <= head.Length * 9L / 10 && CountOf(head, Controls) == 0 && head.Contains((byte)'\n'));
    }

    private static int CountOf(ReadOnlySpan<byte> head, SearchValues<byte> values)
    {
        var count = 0;
        for (int at; (at = head.IndexOfAny(values)) >= 0; head = head[(at + 1)..])
            count++;
        return count;
    }

    private static int TrimmedLength(ReadOnlySpan<byte> head)
    {
        var length = head.Length;
        while (length > head.Length - 4 && (head[length - 1] & 0xC0) == 0x80)
            length--;
        return length - (head[length - 1] >= 0xC0 ? 1 : 0);
    }
}
