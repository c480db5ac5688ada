using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dwell.Model.Evidence;

namespace Dwell.Content.Store;

/// <summary>
/// The files of <c>content/</c>: names (<c>content/fields/core.yml</c>, with <c>/</c> on every platform) and
/// bytes.
/// Names are listed in ordinal order. Safe for any number of threads.
/// </summary>
public sealed class ContentStore
{
    private static readonly Lazy<ContentStore> EmbeddedStore = new(ReadEmbedded);
    private readonly ImmutableSortedDictionary<string, ImmutableArray<byte>> _files;

    /// <summary>A store over the given files, for tests and for trying out changed content.</summary>
    public ContentStore(IEnumerable<KeyValuePair<string, ImmutableArray<byte>>> files)
    {
        _files = files.ToImmutableSortedDictionary(StringComparer.Ordinal);
        ContentHash = HashOf(_files);
    }

    /// <summary>The content that this build of Dwell carries.</summary>
    public static ContentStore Embedded => EmbeddedStore.Value;

    /// <summary>All names, in ordinal order.</summary>
    public IEnumerable<string> Names => _files.Keys;

    /// <summary>
    /// SHA-256 over all files in ordinal order: length of the name in UTF-8 (8 bytes, little-endian), name,
    /// length of the
    /// bytes, bytes. Every report shows it, since answers depend on the content as much as on the program.
    /// </summary>
    public Sha256Digest ContentHash { get; }

    /// <summary>
    /// The names below a folder of <c>content/</c> (<c>"fields"</c>, <c>"rules/windows"</c>), in ordinal
    /// order.
    /// </summary>
    public IEnumerable<string> NamesIn(string folder)
    {
        var prefix = $"content/{folder}/";
        return _files.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>
    /// The bytes of a file; throws <see cref="ContentException"/> when there is none of that name.
    /// </summary>
    public ReadOnlyMemory<byte> Read(string name) =>
        _files.TryGetValue(name, out var bytes)
            ? bytes.AsMemory()
            : throw new ContentException(name, 0, "There is no such file in the content of this build.");

    /// <summary>The text of a file, read as UTF-8; a byte order mark is left out.</summary>
    public string ReadText(string name)
    {
        var bytes = Read(name).Span;
        var mark = Encoding.UTF8.Preamble;
        return Encoding.UTF8.GetString(bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes);
    }

    /// <summary>A read-only stream over a file; the caller disposes it.</summary>
    public Stream Open(string name) => new MemoryStream(Read(name).ToArray(), writable: false);

    private static ContentStore ReadEmbedded()
    {
        var assembly = typeof(ContentStore).Assembly;
        var files = new List<KeyValuePair<string, ImmutableArray<byte>>>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files.Add(new(name, [.. bytes]));
        }

        return new ContentStore(files);
    }

    private static Sha256Digest HashOf(ImmutableSortedDictionary<string, ImmutableArray<byte>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in files)
        {
            Append(hash, Encoding.UTF8.GetBytes(name));
            Append(hash, bytes.AsSpan());
        }

        return new Sha256Digest(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
