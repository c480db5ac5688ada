using System.Globalization;
using System.Text;
using System.Text.Json;
using Dwell.Model.Time;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Audit;

/// <summary>
/// Reads laurel's events: <c>{"ID":"…","NODE":"…","SYSCALL":{…},"PATH":[{…},{…}],"PPID":{…}}</c>. Numbers lose the prefixes that laurel
/// gives them (0x, 0o) and texts its percent-encoding, so that values are those of the raw log.
/// </summary>
internal sealed class LaurelReader : LineBlockReader
{
    /// <summary>The log that the records are of.</summary>
    public const string Source = "linux/laurel";

    private readonly AuditEvent _event;
    private byte[] _text = new byte[1024];
    private byte[] _name = new byte[256];
    private byte[] _prefix = [];
    private bool _isProcess;
    private long _leftOut;

    public LaurelReader(ReaderTools tools)
        : base(tools) => _event = new AuditEvent(Slots, tools.Shapes, Source);

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (base.MoveNext())
            return true;
        var leftOut = _event.LeftOut - _leftOut;
        _leftOut = _event.LeftOut;
        if (leftOut > 0)
            Report("audit-fields-left-out", 0, string.Create(CultureInfo.InvariantCulture, $"{leftOut} values of audit records were left out: more fields or values than a record may have, or no names."), isLoss: true);
        return false;
    }

    /// <inheritdoc/>
    protected override LineResult TryRead(in LogLine line)
    {
        try
        {
            return TryReadEvent(line) ? LineResult.Record : LineResult.Unread;
        }
        catch (JsonException)
        {
            return LineResult.Unread;
        }
        catch (InvalidOperationException)
        {
            // A string with an escape of half a character.
            return LineResult.Unread;
        }
    }

    private bool TryReadEvent(in LogLine line)
    {
        var json = new Utf8JsonReader(line.Span);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return false;
        _event.Begin(line.Buffer);
        UtcInstant time = default;
        var hasId = false;
        byte[] id = [];
        byte[] node = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = ReadName(ref json);
            json.Read();
            if (json.TokenType == JsonTokenType.String)
            {
                if (key.SequenceEqual("ID"u8))
                {
                    id = ReadText(ref json).ToArray();
                    hasId = AuditHead.TryReadTime(id, out time);
                }
                else if (key.SequenceEqual("NODE"u8))
                {
                    node = ReadText(ref json).ToArray();
                }
                else
                {
                    _event.AddText(key, ReadText(ref json));
                }
            }
            else
            {
                ReadRecords(ref json, key);
            }
        }

        if (json.TokenType != JsonTokenType.EndObject || !hasId)
            return false;
        _event.Identify(id, node);
        _event.Complete(line.Ref, time);
        return true;
    }

    private void ReadRecords(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> type)
    {
        // The name lies in a buffer that fields use as well.
        Span<byte> kept = stackalloc byte[AuditLimits.MostNameBytes];
        kept = kept[..Math.Min(type.Length, kept.Length)];
        type[..kept.Length].CopyTo(kept);
        if (json.TokenType == JsonTokenType.StartObject)
        {
            ReadRecord(ref json, kept);
            return;
        }

        if (json.TokenType != JsonTokenType.StartArray)
            return;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
                ReadRecord(ref json, kept);
            else
                json.Skip();
        }
    }

    private void ReadRecord(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> type)
    {
        // What laurel itself adds about a process is not a record: its fields bear its name, since they have those of the call.
        _isProcess = type.SequenceEqual("PID"u8) || type.SequenceEqual("PPID"u8) || type.SequenceEqual("PARENT_INFO"u8)
            || type.StartsWith("CONTAINER"u8) || type.SequenceEqual("PROC_TREE"u8);
        _prefix = _isProcess ? type.ToArray() : [];
        if (!_isProcess)
            _event.BeginRecord(type);
        ReadFields(ref json, type, depth: 0);
        _prefix = [];
    }

    private void ReadFields(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> type, int depth)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadName(ref json);
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject when depth == 0:
                    var outer = _prefix;
                    _prefix = name.ToArray();
                    ReadFields(ref json, type, depth + 1);
                    _prefix = outer;
                    break;
                case JsonTokenType.StartObject:
                    json.Skip();
                    break;
                case JsonTokenType.StartArray:
                    ReadValues(ref json, type, name);
                    break;
                case JsonTokenType.Null:
                    _event.AddNothing(name);
                    break;
                default:
                    AddField(type, name, ReadText(ref json));
                    break;
            }
        }
    }

    private void AddField(ReadOnlySpan<byte> type, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("ARGV_STR"u8) && type.SequenceEqual("EXECVE"u8))
            _event.AddArgument(value);
        else if (name.SequenceEqual("ARGV_STR"u8) && type.SequenceEqual("PROCTITLE"u8))
            _event.AddText("proctitle"u8, value);
        else if (name.SequenceEqual("saddr"u8))
            _event.AddSocketAddress(value);
        else if (IsParent() && name.EndsWith(".exe"u8))
            _event.SetParentImage(value);
        else
            _event.AddText(name, IsPrefixed(name) && value.Length > 2 ? WithoutPrefix(value) : value);
    }

    private bool IsParent() => _isProcess && (_prefix.AsSpan().SequenceEqual("PPID"u8) || _prefix.AsSpan().SequenceEqual("PARENT_INFO"u8));

    private static bool IsPrefixed(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("arch"u8) || name.SequenceEqual("mode"u8) || name.StartsWith("cap_"u8);

    // 0xc000003e as c000003e, 0o100755 as 0100755.
    private static ReadOnlySpan<byte> WithoutPrefix(ReadOnlySpan<byte> value)
    {
        if (value.StartsWith("0x"u8))
            return value[2..];
        if (!value.StartsWith("0o"u8))
            return value;
        var octal = value[1..].ToArray();
        octal[0] = (byte)'0';
        return octal;
    }

    private void ReadValues(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> type, scoped ReadOnlySpan<byte> name)
    {
        var isArguments = name.SequenceEqual("ARGV"u8);
        var isTitle = isArguments && type.SequenceEqual("PROCTITLE"u8);
        var isCall = isArguments && type.SequenceEqual("SYSCALL"u8);
        var kept = isArguments ? [] : name.ToArray();
        var title = isTitle ? new List<byte>() : null;
        for (var number = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; number++)
        {
            if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            var value = ReadText(ref json);
            if (title is not null)
            {
                if (number > 0)
                    title.Add((byte)' ');
                title.AddRange(value);
            }
            else if (isCall && number < AuditLimits.ArgumentFields)
            {
                _event.AddText(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"a{number}")), WithoutPrefix(value));
            }
            else if (isArguments && type.SequenceEqual("EXECVE"u8))
            {
                _event.AddArgument(value);
            }
            else if (!isArguments)
            {
                _event.AddText(kept, value);
            }
        }

        if (title is not null)
            _event.AddText("proctitle"u8, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(title));
    }

    // The key, behind the name of what it lies in: PPID.exe.
    private ReadOnlySpan<byte> ReadName(scoped ref Utf8JsonReader json)
    {
        var start = _prefix.Length == 0 ? 0 : _prefix.Length + 1;
        var needed = start + json.ValueSpan.Length;
        if (_name.Length < needed)
            _name = new byte[needed];
        if (start > 0)
        {
            _prefix.CopyTo(_name, 0);
            _name[start - 1] = (byte)'.';
        }

        return _name.AsSpan(0, start + json.CopyString(_name.AsSpan(start)));
    }

    private ReadOnlySpan<byte> ReadText(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
            return json.ValueSpan;
        if (_text.Length < json.ValueSpan.Length)
            _text = new byte[Math.Max(json.ValueSpan.Length, _text.Length * 2)];
        int length;
        if (json.ValueIsEscaped)
        {
            length = json.CopyString(_text);
        }
        else
        {
            json.ValueSpan.CopyTo(_text);
            length = json.ValueSpan.Length;
        }

        return _text.AsSpan(0, DecodePercent(_text.AsSpan(0, length)));
    }

    // laurel writes %XX for bytes that are no printable text, and %25 for the sign itself.
    private static int DecodePercent(Span<byte> text)
    {
        var from = text.IndexOf((byte)'%');
        if (from < 0)
            return text.Length;
        var to = from;
        while (from < text.Length)
        {
            if (text[from] == '%' && from + 2 < text.Length && char.IsAsciiHexDigit((char)text[from + 1]) && char.IsAsciiHexDigit((char)text[from + 2]))
            {
                text[to++] = Convert.FromHexString(Encoding.ASCII.GetString(text.Slice(from + 1, 2)))[0];
                from += 3;
            }
            else
            {
                text[to++] = text[from++];
            }
        }

        return to;
    }
}
