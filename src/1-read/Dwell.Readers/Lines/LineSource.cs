using System.Collections.Immutable;

namespace Dwell.Readers.Lines;

/// <summary>
/// A log source whose records come from lines: its name (<c>linux/sshd</c>), its family, and all fields that its patterns
/// can give, <see cref="LineFields"/> first. <paramref name="Index"/> is dense from 0 within its <see cref="LinePatterns"/>.
/// </summary>
public sealed record LineSource(int Index, string Name, string Family, ImmutableArray<string> Fields)
{
    /// <summary>The slot that tells sessions apart, and those that messages of a session share; null where there are none.</summary>
    internal SessionSlots? Session { get; init; }
}

/// <summary>See <see cref="SessionMemory"/>.</summary>
internal sealed record SessionSlots(int By, ImmutableArray<int> Recall);

/// <summary>What a message was recognised as.</summary>
/// <param name="Source">The source of the record.</param>
/// <param name="Name">The name of the pattern.</param>
/// <param name="Constants">
/// Values that the pattern gives whatever the message says, its name in <see cref="LineFields.Event"/> among them; a
/// capture at the same slot counts instead.
/// </param>
public sealed record LineEvent(LineSource Source, string Name, ImmutableArray<LineConstant> Constants);

/// <summary>A constant value at a slot of <see cref="LineSource.Fields"/>, in UTF-8.</summary>
public readonly record struct LineConstant(int Slot, ReadOnlyMemory<byte> Value);

/// <summary>A captured value: the slot in <see cref="LineSource.Fields"/>, and where it lies in the text that was matched.</summary>
public readonly record struct LineCapture(int Slot, int Start, int Length);
