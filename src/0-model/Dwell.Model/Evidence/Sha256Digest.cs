using System.Security.Cryptography;

namespace Dwell.Model.Evidence;

/// <summary>A SHA-256 digest as a value; prints as 64 lower-case hex digits.</summary>
public readonly record struct Sha256Digest : IComparable<Sha256Digest>
{
    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>Takes the 32 bytes of a digest; throws when the length differs.</summary>
    public Sha256Digest(ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, SHA256.HashSizeInBytes);
        _high = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
        _low = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest[16..]);
    }

    /// <summary>The first 128 bits, big-endian: short identities are cut from the front.</summary>
    public UInt128 High => _high;

    /// <summary>Hashes the bytes given.</summary>
    public static Sha256Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return new Sha256Digest(digest);
    }

    /// <summary>Reads 64 hex digits; false leaves <paramref name="digest"/> at its default.</summary>
    public static bool TryParse(string? text, out Sha256Digest digest)
    {
        digest = default;
        if (text is null || text.Length != 64)
            return false;
        Span<byte> bytes = stackalloc byte[32];
        if (Convert.FromHexString(text, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != 32)
            return false;
        digest = new Sha256Digest(bytes);
        return true;
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(destination, _high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _low);
    }

    /// <inheritdoc/>
    public int CompareTo(Sha256Digest other) =>
        _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[32];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Ordinal order of the hex text.</summary>
    public static bool operator <(Sha256Digest left, Sha256Digest right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the hex text.</summary>
    public static bool operator >(Sha256Digest left, Sha256Digest right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the hex text.</summary>
    public static bool operator <=(Sha256Digest left, Sha256Digest right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the hex text.</summary>
    public static bool operator >=(Sha256Digest left, Sha256Digest right) => left.CompareTo(right) >= 0;
}
