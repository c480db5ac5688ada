using System.Buffers;
using System.Security.Cryptography;
using Dwell.Model.Evidence;
using Microsoft.Win32.SafeHandles;

namespace Dwell.Evidence.Hashing;

/// <summary>
/// What one pass over a file gives; <paramref name="Head"/> are its first bytes, for recognition.
/// </summary>
internal sealed record HashedFile(Sha256Digest Digest, long Size, BlockTree Blocks, byte[] Head);

/// <summary>
/// Hashes a file and its blocks in one pass. While this thread hashes the file, a second one may hash the
/// blocks of the same buffer; the result doesn't depend on it.
/// </summary>
internal static class FileHasher
{
    /// <summary>
    /// Bytes read at a time at most: 16 blocks. Small files get a buffer of their own size.
    /// </summary>
    private const int MaxBufferBytes = 16 * BlockTree.BlockSize;

    /// <summary>Bytes kept for recognition.</summary>
    public const int HeadBytes = BlockTree.BlockSize;

    private static readonly byte[] LeafDomain = [BlockTree.LeafDomain];

    /// <summary>
    /// Reads to the end of the file as it is now, which may have grown since its length was asked for.
    /// </summary>
    public static HashedFile Hash(SafeFileHandle file, bool twoThreads, CancellationToken cancellation)
    {
        // At least one byte more than the file has, so that one read finds its end; and whole blocks.
        var blocks = RandomAccess.GetLength(file) / BlockTree.BlockSize + 1;
        var bufferBytes = (int)Math.Min(MaxBufferBytes, blocks * BlockTree.BlockSize);
        var current = ArrayPool<byte>.Shared.Rent(bufferBytes);
        byte[]? other = null;
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var leaves = new LeafHasher();
        var leafTask = Task.CompletedTask;
        try
        {
            byte[] head = [];
            var offset = 0L;
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var length = Fill(file, current.AsSpan(0, bufferBytes), offset);
                if (offset == 0 || IsHole(head))
                    head = HeadOf(current.AsSpan(0, length), head);
                // The leaves of the buffer before this one must be done before they go on, to stay in order.
                leafTask.GetAwaiter().GetResult();
                var filled = current;
                if (twoThreads && length == bufferBytes)
                    leafTask = Task.Run(() => leaves.Append(filled.AsSpan(0, length)), CancellationToken.None);
                else
                    leaves.Append(filled.AsSpan(0, length));
                whole.AppendData(filled, 0, length);
                offset += length;
                if (length < bufferBytes)
                    return new HashedFile(Finish(whole), offset, new BlockTree(leaves.Digests), head);
                (current, other) = (other ?? ArrayPool<byte>.Shared.Rent(bufferBytes), current);
            }
        }
        finally
        {
            // A buffer goes back only when nobody reads it any more.
            leafTask.GetAwaiter().GetResult();
            ArrayPool<byte>.Shared.Return(current, clearArray: true);
            if (other is not null)
                ArrayPool<byte>.Shared.Return(other, clearArray: true);
        }
    }

    // What a file is shows behind a hole that cutting a log in use, or a loss of power, left in front of it.
    private static byte[] HeadOf(ReadOnlySpan<byte> buffer, byte[] before)
    {
        var first = buffer.IndexOfAnyExcept((byte)0);
        if (first < 0)
            return before.Length > 0 ? before : buffer[..Math.Min(buffer.Length, HeadBytes)].ToArray();
        if (before.Length == 0 && first < HeadBytes)
            first = 0;
        return buffer.Slice(first, Math.Min(buffer.Length - first, HeadBytes)).ToArray();
    }

    private static bool IsHole(byte[] head) => head.Length > 0 && !head.AsSpan().ContainsAnyExcept((byte)0);

    private static int Fill(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer[filled..], offset + filled);
            if (read == 0)
                break;
            filled += read;
        }

        return filled;
    }

    private static Sha256Digest Finish(IncrementalHash hash)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new Sha256Digest(digest);
    }

    private sealed class LeafHasher : IDisposable
    {
        private readonly IncrementalHash _leaf = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly ArrayBufferWriter<byte> _digests = new();

        public ReadOnlySpan<byte> Digests => _digests.WrittenSpan;

        public void Append(ReadOnlySpan<byte> buffer)
        {
            while (!buffer.IsEmpty)
            {
                var block = buffer[..Math.Min(BlockTree.BlockSize, buffer.Length)];
                _leaf.AppendData(LeafDomain);
                _leaf.AppendData(block);
                _digests.Advance(_leaf.GetHashAndReset(_digests.GetSpan(SHA256.HashSizeInBytes)));
                buffer = buffer[block.Length..];
            }
        }

        public void Dispose() => _leaf.Dispose();
    }
}
