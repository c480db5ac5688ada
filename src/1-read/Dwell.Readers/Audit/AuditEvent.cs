using System.Text;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Audit;

/// <summary>
/// Puts the fields of an event's records together into one record. One object a reader, filled anew for each event:
/// <see cref="Begin"/>, for each record <see cref="BeginRecord"/> and its fields, <see cref="Complete"/>. Readers of the raw log and
/// of laurel's JSON use it alike, so that both give the same fields.
/// </summary>
internal sealed partial class AuditEvent
{
    /// <summary>The family of the records.</summary>
    public const string Family = "linux";

    private readonly SlotRecord _record;
    private readonly ShapeTable _shapes;
    private readonly string _source;
    private readonly Shape _shape;
    private readonly List<string> _others = [];
    private readonly Dictionary<string, Shape> _shapesByOthers = new(StringComparer.Ordinal);
    private byte[] _block = [];
    private AuditRecordType _type;

    /// <summary>An assembler that fills <paramref name="record"/>; <paramref name="source"/> is the log that the records are of.</summary>
    public AuditEvent(SlotRecord record, ShapeTable shapes, string source)
    {
        _record = record;
        _shapes = shapes;
        _source = source;
        _shape = shapes.Intern(Family, source, AuditFields.Names, AuditFields.Id);
    }

    /// <summary>Values and fields that found no place within <see cref="AuditLimits"/>, since the assembler was made.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Begins an event whose values lie in a block.</summary>
    public void Begin(byte[] block)
    {
        _block = block;
        _record.Begin(block);
        _others.Clear();
        _type = AuditRecordType.Other;
        BeginDerived();
    }

    /// <summary>The id of the event, as it stands between the parentheses, and the host, which may be empty.</summary>
    public void Identify(ReadOnlySpan<byte> id, ReadOnlySpan<byte> node)
    {
        _record.AddOwn(AuditFields.Id, id);
        if (!node.IsEmpty)
            _record.AddOwn(AuditFields.Node, node);
    }

    /// <summary>Begins one of its records.</summary>
    public void BeginRecord(ReadOnlySpan<byte> type)
    {
        EndRecord();
        _type = AuditRecordTypes.Of(type);
        if (_type == AuditRecordType.End)
            return;
        AddOnce(AuditFields.Type, type);
        NoteType(type);
    }

    /// <summary>Adds a field whose value lies in the block, as auditd wrote it.</summary>
    public void Add(ReadOnlySpan<byte> name, int start, int length, bool isQuoted)
    {
        var value = _block.AsSpan(start, length);
        if (_type == AuditRecordType.Execve && TryAddArgument(name, value, isQuoted))
            return;
        if (!TrySlotOf(name, out var slot))
            return;
        if (AuditText.IsNothing(value) && _type != AuditRecordType.Execve)
        {
            if (CanAdd(slot))
                _record.AddNull(slot);
            Note(slot, default);
        }
        else if (!isQuoted && AuditFields.IsEncoded(slot) && AuditText.IsHex(value))
        {
            AddHex(slot, value);
        }
        else
        {
            if (CanAdd(slot) && !IsKnown(slot, value))
                _record.Add(slot, start, length);
            Note(slot, value);
        }
    }

    /// <summary>Adds a field whose value was decoded already.</summary>
    public void AddText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_type == AuditRecordType.Execve && TryAddArgument(name, value, isQuoted: true))
            return;
        if (!TrySlotOf(name, out var slot))
            return;
        AddOnce(slot, value);
        Note(slot, value);
    }

    /// <summary>Adds a field that is there without a value.</summary>
    public void AddNothing(ReadOnlySpan<byte> name)
    {
        if (TrySlotOf(name, out var slot) && CanAdd(slot))
            _record.AddNull(slot);
    }

    /// <summary>Ends the event.</summary>
    public void Complete(RecordRef reference, UtcInstant? time)
    {
        EndRecord();
        Derive();
        _record.Complete(ShapeOf(), reference, time);
    }

    private void EndRecord()
    {
        if (_type == AuditRecordType.Path)
            EndPath();
        _type = AuditRecordType.Other;
    }

    private void AddHex(int slot, ReadOnlySpan<byte> hex)
    {
        if (!CanAdd(slot))
            return;
        if (slot == AuditFields.Key)
        {
            AddKeys(hex);
            return;
        }

        var text = Scratch(hex.Length / 2);
        AuditText.Decode(hex, text);
        if (slot == AuditFields.ProcessTitle)
        {
            text = text.TrimEnd((byte)0);
            text.Replace((byte)0, (byte)' ');
        }

        AddOnce(slot, text);
        Note(slot, text);
    }

    // Keys of several rules are joined by the byte 1 (AUDIT_KEY_SEPARATOR).
    private void AddKeys(ReadOnlySpan<byte> hex)
    {
        var text = Scratch(hex.Length / 2);
        AuditText.Decode(hex, text);
        foreach (var range in ((ReadOnlySpan<byte>)text).Split((byte)1))
            AddOnce(AuditFields.Key, text[range]);
    }

    private void AddOnce(int slot, ReadOnlySpan<byte> value)
    {
        if (CanAdd(slot) && !IsKnown(slot, value))
            _record.AddOwn(slot, value);
    }

    private bool CanAdd(int slot)
    {
        if (_record.CountAt(slot) < AuditLimits.MostValues)
            return true;
        LeftOut++;
        return false;
    }

    // Records of an event repeat what they share (pid, uid, comm): one value says it.
    private bool IsKnown(int slot, ReadOnlySpan<byte> value)
    {
        if (AuditFields.IsRepeated(slot))
            return false;
        const int Compared = 8;
        var count = Math.Min(Compared, _record.CountAt(slot));
        for (var i = 0; i < count; i++)
        {
            if (_record.BytesAt(slot, i).SequenceEqual(value))
                return true;
        }

        return false;
    }

    private bool TrySlotOf(ReadOnlySpan<byte> name, out int slot)
    {
        slot = AuditFields.SlotOf(name);
        if (slot >= AuditFields.FirstSource)
            return true;
        slot = OtherSlot(name, slot < 0 ? "" : "record_");
        if (slot < 0)
            LeftOut++;
        return slot >= 0;
    }

    // A record's own field must not pass for one that a reader makes: it gets a name of its own.
    private int OtherSlot(ReadOnlySpan<byte> name, string prefix)
    {
        if (name.IsEmpty || name.Length > AuditLimits.MostNameBytes || !IsName(name))
            return -1;
        var text = prefix + Encoding.UTF8.GetString(name);
        var at = _others.IndexOf(text);
        if (at < 0 && _others.Count < AuditLimits.MostOtherFields)
        {
            at = _others.Count;
            _others.Add(text);
        }

        return at < 0 ? -1 : AuditFields.Names.Length + at;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var b in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'-' or (byte)'.' or (byte)'[' or (byte)']'))
                return false;
        }

        return true;
    }

    private Shape ShapeOf()
    {
        if (_others.Count == 0)
            return _shape;
        var key = string.Join(' ', _others);
        if (_shapesByOthers.TryGetValue(key, out var shape))
            return shape;
        shape = _shapes.Intern(Family, _source, [.. AuditFields.Names, .. _others], AuditFields.Id);
        if (shape.IsKept)
            _shapesByOthers.Add(key, shape);
        return shape;
    }
}
