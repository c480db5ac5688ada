using System.Globalization;
using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Model.Records;

/// <summary>
/// One log entry, as its source wrote it: a shape and the values at its slots. Readers reuse one object a thread:
/// what it says is valid until the reader moves on. Values are text in UTF-16, made only when something asks.
/// </summary>
public abstract class LogRecord
{
    /// <summary>Names and order of the fields.</summary>
    public abstract Shape Shape { get; }

    /// <summary>Where the record lies.</summary>
    public abstract RecordRef Ref { get; }

    /// <summary>When the source says that it happened; null when it does not say.</summary>
    public abstract UtcInstant? Time { get; }

    /// <summary>True when the record lay outside of what its file declares as live (slack, torn chunk).</summary>
    public virtual bool Recovered => false;

    /// <summary>How many values lie at the slot: 0 when absent, 1 as a rule, more for an array.</summary>
    public virtual int CountAt(int slot) => Read(slot, 0, out _) == FieldState.Absent ? 0 : 1;

    /// <summary>
    /// Reads value <paramref name="index"/> (0 to <see cref="CountAt"/> - 1) at a slot (0 to <c>Shape.Fields.Length</c> - 1).
    /// The span stays valid until the reader moves to its next record. Anything but
    /// <see cref="FieldState.Text"/> leaves <paramref name="text"/> empty. Numbers read as decimal text, flags and hex
    /// types as <c>0x…</c>, times as ISO 8601 UTC, GUIDs upper-case without braces, SIDs as <c>S-1-…</c>: the forms of evtx_dump.
    /// </summary>
    public abstract FieldState Read(int slot, int index, out ReadOnlySpan<char> text);

    /// <summary>
    /// The first value at a slot as the UTF-8 bytes that the evidence has, without making text of them; false when the record
    /// does not have them in that form (then <see cref="Read(int, int, out ReadOnlySpan{char})"/> tells) or has no text there.
    /// The bytes may hold what is not valid UTF-8. Valid as long as spans of <c>Read</c> are.
    /// </summary>
    public virtual bool TryReadUtf8(int slot, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        return false;
    }

    /// <summary>The first value at a slot; see <see cref="Read(int, int, out ReadOnlySpan{char})"/>.</summary>
    public FieldState Read(int slot, out ReadOnlySpan<char> text) => Read(slot, 0, out text);

    /// <summary>The first value at a slot as a decimal integer; false when it is none.</summary>
    public virtual bool TryReadInteger(int slot, out long value)
    {
        value = 0;
        return Read(slot, 0, out var text) == FieldState.Text
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The first value of the named field as a string: null when absent or without a value. For set-up, findings and tests; hot paths use slots.</summary>
    public string? this[string field]
    {
        get
        {
            var slot = Shape.SlotOf(field);
            return slot >= 0 && Read(slot, 0, out var text) == FieldState.Text ? text.ToString() : null;
        }
    }
}
