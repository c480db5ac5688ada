using System.Security.Cryptography;
using Dwell.Model.Evidence;

namespace Dwell.Evidence.Hashing;

/// <summary>
/// A hash tree over the 64 KiB blocks of a file, as in RFC 6962 section 2.1: a leaf is SHA-256(0x00, block),
/// a node SHA-256(0x01, left, right), a node without a partner moves up as it is. Given the leaves, a changed
/// byte is narrowed down to its block; given the root alone, the leaves can be checked.
/// </summary>
public sealed class BlockTree
{
    /// <summary>Bytes of a block; the last one of a file may be shorter.</summary>
    public const int BlockSize = 64 * 1024;

    internal const byte LeafDomain = 0x00;
    private const byte NodeDomain = 0x01;
    private const int DigestBytes = SHA256.HashSizeInBytes;

    private readonly byte[] _leaves;

    /// <summary>
    /// Makes a tree of its leaves (32 bytes each, in order of the file); throws when their number isn't
    /// whole.
    /// </summary>
    public BlockTree(ReadOnlySpan<byte> leaves)
    {
        if (leaves.Length % DigestBytes != 0)
            throw new ArgumentException($"Leaves are 32 bytes each; {leaves.Length} bytes were given.", nameof(leaves));
        _leaves = leaves.ToArray();
        Root = RootOf(_leaves);
    }

    /// <summary>The root; SHA-256 of no bytes for an empty file.</summary>
    public Sha256Digest Root { get; }

    /// <summary>Number of blocks.</summary>
    public int Count => _leaves.Length / DigestBytes;

    /// <summary>The leaves, 32 bytes each.</summary>
    public ReadOnlySpan<byte> Leaves => _leaves;

    /// <summary>The hash of one block, from 0.</summary>
    public Sha256Digest Leaf(int block) => new(_leaves.AsSpan(block * DigestBytes, DigestBytes));

    /// <summary>
    /// The blocks, from 0 and in order, in which two files differ; blocks that only one of them has count as
    /// different.
    /// </summary>
    public IReadOnlyList<int> DifferencesFrom(BlockTree other)
    {
        var differing = new List<int>();
        var shared = Math.Min(Count, other.Count);
        for (var block = 0; block < Math.Max(Count, other.Count); block++)
        {
            if (block >= shared || Leaf(block) != other.Leaf(block))
                differing.Add(block);
        }

        return differing;
    }

    private static Sha256Digest RootOf(ReadOnlySpan<byte> leaves)
    {
        if (leaves.IsEmpty)
            return Sha256Digest.Of([]);
        var level = leaves.ToArray();
        var count = level.Length / DigestBytes;
        Span<byte> node = stackalloc byte[1 + 2 * DigestBytes];
        node[0] = NodeDomain;
        while (count > 1)
        {
            var next = 0;
            for (var i = 0; i < count; i += 2, next++)
            {
                var target = level.AsSpan(next * DigestBytes, DigestBytes);
                if (i + 1 == count)
                {
                    level.AsSpan(i * DigestBytes, DigestBytes).CopyTo(target);
                    continue;
                }

                level.AsSpan(i * DigestBytes, 2 * DigestBytes).CopyTo(node[1..]);
                SHA256.HashData(node, target);
            }

            count = next;
        }

        return new Sha256Digest(level.AsSpan(0, DigestBytes));
    }
}
