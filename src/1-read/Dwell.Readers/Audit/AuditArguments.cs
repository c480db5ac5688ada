using System.Buffers.Text;

namespace Dwell.Readers.Audit;

/// <summary>
/// The arguments of a program as EXECVE records give them: <c>a0="…"</c>, or in pieces <c>a1_len=… a1[0]=… a1[1]=…</c>, over
/// several records. Buffers are kept from event to event.
/// </summary>
internal sealed class AuditArguments
{
    private byte[] _bytes = new byte[1024];
    private (int Number, int Start, int Length)[] _arguments = new (int, int, int)[16];
    private int _used;

    /// <summary>How many arguments there are.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets them.</summary>
    public void Clear() => _used = Count = 0;

    /// <summary>The number in the name of argument <paramref name="index"/>.</summary>
    public int NumberOf(int index) => _arguments[index].Number;

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> TextOf(int index) => _bytes.AsSpan(_arguments[index].Start, _arguments[index].Length);

    /// <summary>Takes a field of an EXECVE record; false when its name is not that of an argument.</summary>
    public bool TryAdd(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isHex)
    {
        if (name.Length < 2 || name[0] != 'a' || !Utf8Parser.TryParse(name[1..], out int number, out var used) || number < 0)
            return false;
        var rest = name[(1 + used)..];
        if (rest.SequenceEqual("_len"u8))
            return true;
        if (!rest.IsEmpty && rest[0] != '[')
            return false;
        var isMore = !rest.IsEmpty && Count > 0 && _arguments[Count - 1].Number == number;
        if (!isMore)
            Begin(number);
        Append(value, isHex);
        return true;
    }

    /// <summary>Takes the next argument.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        Begin(Count);
        Append(value, isHex: false);
    }

    /// <summary>All of them with a blank between two, as Sysmon for Linux and <c>ps</c> show a command line.</summary>
    public ReadOnlySpan<byte> Joined()
    {
        var length = Math.Max(0, Count - 1);
        for (var i = 0; i < Count; i++)
            length += _arguments[i].Length;
        Reserve(length);
        var at = _used;
        for (var i = 0; i < Count; i++)
        {
            if (i > 0)
                _bytes[at++] = (byte)' ';
            TextOf(i).CopyTo(_bytes.AsSpan(at));
            at += _arguments[i].Length;
        }

        return _bytes.AsSpan(_used, length);
    }

    private void Begin(int number)
    {
        if (Count == _arguments.Length)
            Array.Resize(ref _arguments, Count * 2);
        _arguments[Count++] = (number, _used, 0);
    }

    private void Append(ReadOnlySpan<byte> value, bool isHex)
    {
        var length = isHex ? value.Length / 2 : value.Length;
        Reserve(length);
        if (isHex)
            AuditText.Decode(value, _bytes.AsSpan(_used, length));
        else
            value.CopyTo(_bytes.AsSpan(_used));
        _used += length;
        _arguments[Count - 1].Length += length;
    }

    private void Reserve(int length)
    {
        if (_bytes.Length - _used < length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
    }
}
