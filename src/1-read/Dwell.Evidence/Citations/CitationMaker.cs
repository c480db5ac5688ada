using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Dwell.Model.Evidence;

namespace Dwell.Evidence.Citations;

/// <summary>
/// Says which bytes a record rests on, for one family of formats. Implemented by the readers: an EVTX record
/// is its own bytes and, as a second piece, the template definition that gives them meaning.
/// </summary>
public interface ICitedPieces
{
    /// <summary>
    /// The pieces of the record at <paramref name="record"/>, in the order in which they are hashed; at least
    /// one.
    /// <paramref name="bytes"/> are the unpacked bytes of <paramref name="item"/>, valid during the call.
    /// </summary>
    ImmutableArray<LocatorPiece> PiecesOf(EvidenceItem item, EvidenceBytes bytes, RecordRef record);
}

/// <summary>
/// Makes citations of record references: the hash is made only when a finding cites. Not for several threads.
/// </summary>
public sealed class CitationMaker(EvidenceSource source, ICitedPieces pieces) : IDisposable
{
    private EvidenceBytes? _bytes;
    private int _open = -1;

    /// <summary>
    /// The citation of a record. Calls in order of <see cref="RecordRef"/> open each item once. Throws
    /// <see cref="EndOfStreamException"/> where the evidence no longer holds the cited bytes.
    /// </summary>
    public Citation Make(RecordRef record)
    {
        var item = source.Manifest.Items[record.Evidence];
        if (_open != record.Evidence)
        {
            _bytes?.Dispose();
            _bytes = source.Open(item);
            _open = record.Evidence;
        }

        var cited = pieces.PiecesOf(item, _bytes!, record);
        return new Citation(item.File, new Locator(item.Entries, cited), CitedBytes.Hash(_bytes!, cited), item.Path);
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes?.Dispose();
}

/// <summary>The bytes that a citation names.</summary>
public static class CitedBytes
{
    private const int BlockBytes = 64 * 1024;

    /// <summary>
    /// SHA-256 over all pieces in order, nothing between them. Throws <see cref="EndOfStreamException"/> when
    /// a piece lies outside of the bytes.
    /// </summary>
    public static Sha256Digest Hash(EvidenceBytes bytes, ImmutableArray<LocatorPiece> pieces)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            foreach (var piece in pieces)
            {
                if (piece.Offset > bytes.Length - piece.Length)
                    ThrowBehindEnd(piece, bytes.Length);
                for (var done = 0; done < piece.Length;)
                {
                    var wanted = block.AsSpan(0, Math.Min(BlockBytes, piece.Length - done));
                    var read = bytes.ReadAt(piece.Offset + done, wanted);
                    if (read < wanted.Length)
                        ThrowBehindEnd(piece, bytes.Length);
                    hash.AppendData(wanted);
                    done += read;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new Sha256Digest(digest);
    }

    /// <summary>
    /// The bytes of one piece. Throws <see cref="EndOfStreamException"/> when it lies outside of the bytes.
    /// </summary>
    public static byte[] Read(EvidenceBytes bytes, LocatorPiece piece)
    {
        if (piece.Offset > bytes.Length - piece.Length)
            ThrowBehindEnd(piece, bytes.Length);
        var cited = new byte[piece.Length];
        if (bytes.ReadAt(piece.Offset, cited) < cited.Length)
            ThrowBehindEnd(piece, bytes.Length);
        return cited;
    }

    private static void ThrowBehindEnd(LocatorPiece piece, long length) =>
        throw new EndOfStreamException(
            $"A piece of {piece.Length} bytes at {piece.Offset} does not lie in the {length} bytes of the evidence.");
}
