using System.Buffers.Binary;
using System.Text;

namespace Dwell.Pipeline.Tests;

/// <summary>
/// Gives the hosts, people and addresses of the lab other names of the same length, inside of its files, and mends the
/// checksums. The alphabetical order of the new names is another one.
/// </summary>
internal static class Renamed
{
    private const int FileHeader = 4_096;
    private const int Chunk = 65_536;

    private static readonly (string Old, string New)[] Names =
    [
        ("WS-ADELE", "ZX-KUMIR"), ("ws-adele", "zx-kumir"), ("WS-BRUNO", "AB-ZELTA"), ("ws-bruno", "ab-zelta"),
        ("FS01", "AQ77"), ("fs01", "aq77"), ("DC01", "ZV83"), ("dc01", "zv83"), ("CNC1", "MUX9"), ("cnc1", "mux9"),
        ("HALDEN", "MIRBEK"), ("halden", "mirbek"), ("adele.voss", "merit.kohn"), ("bruno.kant", "zacha.lund"),
        ("svc-backup", "op-nightly"), ("it-carla", "zz-sonja"),
        ("203.0.113.77", "198.18.77.12"), ("198.51.100.140", "192.88.201.213"), ("10.40.", "10.93."),
    ];

    public static string Text(string text) => Names.Aggregate(text, (all, name) => all.Replace(name.Old, name.New, StringComparison.Ordinal));

    public static byte[] Evidence(byte[] file)
    {
        if (!file.AsSpan().StartsWith("ElfFile"u8))
            return Encoding.UTF8.GetBytes(Text(Encoding.UTF8.GetString(file)));
        foreach (var (old, other) in Names)
            Replace(file, Encoding.Unicode.GetBytes(old), Encoding.Unicode.GetBytes(other));
        for (var at = FileHeader; at < file.Length; at += Chunk)
            Mend(file.AsSpan(at, Chunk));
        return file;
    }

    private static void Replace(Span<byte> bytes, byte[] old, byte[] other)
    {
        for (var at = bytes.IndexOf(old); at >= 0; at = bytes.IndexOf(old))
        {
            other.CopyTo(bytes[at..]);
            bytes = bytes[(at + old.Length)..];
        }
    }

    // Checksums of a chunk: of its records at 52, of its header (without them and itself) at 124.
    private static void Mend(Span<byte> chunk)
    {
        var end = (int)BinaryPrimitives.ReadUInt32LittleEndian(chunk[48..]);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc(chunk[512..end]));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[124..], Crc([.. chunk[..120], .. chunk[128..512]]));
    }

    // CRC-32 of IEEE 802.3, bit by bit: slow and plain.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
