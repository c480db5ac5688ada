using System.Security.Cryptography;
using Dwell.Evidence.Hashing;
using Dwell.Model.Evidence;

namespace Dwell.Evidence.Tests;

public sealed class BlockTreeTests
{
    [Fact]
    public void Roots_are_those_of_the_definition()
    {
        for (var count = 0; count <= 33; count++)
        {
            var leaves = Enumerable.Range(0, count).Select(i => SHA256.HashData([0, (byte)i])).ToArray();
            var tree = new BlockTree(leaves.SelectMany(leaf => leaf).ToArray());

            Assert.Equal(new Sha256Digest(Reference(leaves)), tree.Root);
            Assert.Equal(count, tree.Count);
        }
    }

    [Fact]
    public void Differences_name_changed_blocks_and_those_only_one_has()
    {
        var leaves = Enumerable.Range(0, 5).Select(i => SHA256.HashData([(byte)i])).ToArray();
        var changed = leaves.ToArray();
        changed[1] = SHA256.HashData("x"u8);

        Assert.Equal([1, 4], Tree(leaves).DifferencesFrom(Tree(changed[..4])));
        Assert.Equal([1, 4], Tree(changed[..4]).DifferencesFrom(Tree(leaves)));
        Assert.Empty(Tree(leaves).DifferencesFrom(Tree(leaves)));
    }

    private static BlockTree Tree(byte[][] leaves) => new(leaves.SelectMany(leaf => leaf).ToArray());

    // RFC 6962 section 2.1 as written: split at the largest power of two below the number of leaves.
    private static byte[] Reference(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0)
            return SHA256.HashData([]);
        if (leaves.Length == 1)
            return leaves[0];
        var split = 1;
        while (split * 2 < leaves.Length)
            split *= 2;
        return SHA256.HashData([1, .. Reference(leaves[..split]), .. Reference(leaves[split..])]);
    }
}
