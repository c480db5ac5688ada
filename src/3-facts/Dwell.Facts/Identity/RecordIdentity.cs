using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Dwell.Model.Records;

namespace Dwell.Facts.Identity;

/// <summary>
/// What makes two records the same record: host, channel and record id, <em>and</em> time, event id and all
/// values with
/// their names, in the order of names (the time of Windows events to the millisecond, which is what all exporters write). Ids alone repeat after a log was cleared or a machine restored. The identity is the
/// first 128
/// bits of a SHA-256, since evidence comes from attackers, who could aim at a weaker hash; it does not depend
/// on which
/// reader read the record. A record without host, channel or record id can't be told from its like and is
/// only itself.
/// One object a thread; nothing is allocated per record.
/// </summary>
public sealed class RecordIdentity : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private const int GuidLength = 36;
    private const int MostNameLength = 256;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _used;
    private bool _flushed;

    /// <summary>
    /// The identity of a record; false for one whose source gives it no id of its own: it can't be told from its like and is only
    /// itself.
    /// </summary>
    public bool TryOf(LogRecord record, out UInt128 identity)
    {
        identity = default;
        _used = 0;
        _flushed = false;
        var shape = record.Shape;
        var isWindows = shape.Family == WindowsFields.Family && shape.Fields.Length >= WindowsFields.Count;
        if (!(isWindows ? TryAppendSystem(record) : TryAppendLog(record)))
            return false;
        var ticks = record.Time?.Ticks ?? -1;
        AppendNumber(isWindows ? ticks / TimeSpan.TicksPerMillisecond : ticks);
        if (isWindows)
            AppendFields(record, WindowsFields.Count);
        else
            AppendUtf8Fields(record);
        identity = Finish();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private bool TryAppendSystem(LogRecord record)
    {
        var named = record.Read(WindowsFields.Computer, out var host) == FieldState.Text;
        AppendName(host);
        named &= record.Read(WindowsFields.Channel, out var channel) == FieldState.Text;
        AppendName(channel);
        named &= record.Read(WindowsFields.EventRecordId, out var id) == FieldState.Text;
        AppendText(id);
        record.Read(WindowsFields.EventId, out var eventId);
        AppendText(eventId);
        return named;
    }

    private bool TryAppendLog(LogRecord record)
    {
        var shape = record.Shape;
        if (shape.IdSlot < 0 || (!record.TryReadUtf8(shape.IdSlot, out _) && record.Read(shape.IdSlot, out _) != FieldState.Text))
            return false;
        AppendText(shape.Family);
        AppendText(shape.Source);
        return true;
    }

    // A name's values are written one by one, so that an array at one slot equals single values at several. Exporters give the
    // same record in another order of fields, leave out what is empty or write null for it, and trim.
    private void AppendFields(LogRecord record, int firstSlot)
    {
        var shape = record.Shape;
        foreach (var slot in shape.SlotsByName)
        {
            if (slot < firstSlot || slot >= shape.OwnFields)
                continue;
            var count = record.CountAt(slot);
            for (var index = 0; index < count; index++)
            {
                if (record.Read(slot, index, out var value) != FieldState.Text || (value = value.TrimEnd()).IsEmpty)
                    continue;
                AppendText(shape.Fields[slot]);
                AppendValue(value);
            }
        }
    }

    // The same over the bytes of the evidence, where the record has them: most logs are UTF-8, and their values rarely need a
    // second look.
    private void AppendUtf8Fields(LogRecord record)
    {
        var shape = record.Shape;
        foreach (var slot in shape.SlotsByName)
        {
            if (slot >= shape.OwnFields)
                continue;
            var count = record.CountAt(slot);
            if (count == 1 && record.TryReadUtf8(slot, out var utf8) && IsPlain(utf8))
            {
                AppendUtf8(shape.Utf8NameAt(slot));
                AppendUtf8(utf8);
                continue;
            }

            for (var index = 0; index < count; index++)
            {
                if (record.Read(slot, index, out var value) != FieldState.Text || (value = value.TrimEnd()).IsEmpty)
                    continue;
                AppendUtf8(shape.Utf8NameAt(slot));
                AppendTranscoded(value);
            }
        }
    }

    // Not empty, nothing to trim at its end, of a length that no GUID has, and what no decoder would change.
    private static bool IsPlain(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and < BufferBytes / 2 and not (GuidLength or GuidLength + 2) && value[^1] is > 0x20 and < 0x80
        && System.Text.Unicode.Utf8.IsValid(value);

    private void AppendTranscoded(ReadOnlySpan<char> value)
    {
        Span<char> upper = stackalloc char[GuidLength];
        var guid = value.Length == GuidLength + 2 && value[0] == '{' && value[^1] == '}' ? value[1..^1] : value;
        if (guid.Length == GuidLength && guid[8] == '-' && guid[13] == '-' && guid[18] == '-' && guid[23] == '-')
            AppendEncoded(upper[..guid.ToUpperInvariant(upper)]);
        else
            AppendEncoded(value);
    }

    private void AppendEncoded(ReadOnlySpan<char> value)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        AppendUtf8(bytes.AsSpan(0, Encoding.UTF8.GetBytes(value, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void AppendUtf8(ReadOnlySpan<byte> text)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_used), text.Length);
        _used += sizeof(int);
        while (!text.IsEmpty)
        {
            Reserve(1);
            var part = Math.Min(text.Length, BufferBytes - _used);
            text[..part].CopyTo(_buffer.AsSpan(_used));
            _used += part;
            text = text[part..];
        }
    }

    // GUIDs are written with braces and without, in either case.
    private void AppendValue(ReadOnlySpan<char> value)
    {
        Span<char> upper = stackalloc char[GuidLength];
        var guid = value.Length == GuidLength + 2 && value[0] == '{' && value[^1] == '}' ? value[1..^1] : value;
        if (guid.Length == GuidLength && guid[8] == '-' && guid[13] == '-' && guid[18] == '-' && guid[23] == '-')
            AppendText(upper[..guid.ToUpperInvariant(upper)]);
        else
            AppendText(value);
    }

    // Hosts and channels are written in either case.
    private void AppendName(ReadOnlySpan<char> name)
    {
        Span<char> upper = stackalloc char[MostNameLength];
        AppendText(name.Length <= MostNameLength ? upper[..name.ToUpperInvariant(upper)] : name);
    }

    private void AppendNumber(long number)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_used), number);
        _used += sizeof(long);
    }

    // The length before each text leaves one reading of the whole.
    private void AppendText(ReadOnlySpan<char> text)
    {
        AppendNumber(text.Length);
        while (!text.IsEmpty)
        {
            Reserve(sizeof(char));
            var part = Math.Min(text.Length, (BufferBytes - _used) / sizeof(char));
            var bytes = MemoryMarshal.AsBytes(text[..part]);
            bytes.CopyTo(_buffer.AsSpan(_used));
            _used += bytes.Length;
            text = text[part..];
        }
    }

    private void Reserve(int bytes)
    {
        if (BufferBytes - _used >= bytes)
            return;
        _hash.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
        _flushed = true;
    }

    private UInt128 Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (_flushed)
        {
            _hash.AppendData(_buffer.AsSpan(0, _used));
            _hash.GetHashAndReset(digest);
        }
        else
        {
            SHA256.HashData(_buffer.AsSpan(0, _used), digest);
        }

        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
