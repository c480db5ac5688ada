using System.Collections.Immutable;
using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Pipeline.Showing;

/// <summary>How cited bytes stand to what was taken in.</summary>
public enum CitedState
{
    /// <summary>The file and the cited bytes are what they were.</summary>
    Unchanged,

    /// <summary>The file has changed, the cited bytes have not.</summary>
    FileChanged,

    /// <summary>The cited bytes are other ones now.</summary>
    Changed,

    /// <summary>The file was not found.</summary>
    Missing,
}

/// <summary>A field of a record as its source wrote it; a null value is a field that is there without one.</summary>
public readonly record struct ShownField(string Name, string? Value);

/// <summary>Bytes of the evidence; <paramref name="Offset"/> counts from its start, unpacked.</summary>
public sealed record ShownPiece(long Offset, ImmutableArray<byte> Bytes);

/// <summary>
/// A cited record, read again. <paramref name="Sentence"/> says in words what <paramref name="State"/> says. <paramref
/// name="Says"/> is what happened, in one sentence. <paramref name="Fields"/> is empty when the bytes are no record (any
/// more), <paramref name="Pieces"/> when they could not be read.
/// </summary>
public sealed record ShownRecord(
    Citation Citation,
    CitedState State,
    string Sentence,
    UtcInstant? Time,
    string? Says,
    ImmutableArray<ShownField> Fields,
    ImmutableArray<ShownPiece> Pieces);
