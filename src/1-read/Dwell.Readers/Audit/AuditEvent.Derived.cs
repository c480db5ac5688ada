using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dwell.Content.Audit;

namespace Dwell.Readers.Audit;

/// <content>What follows from the records of the event together.</content>
internal sealed partial class AuditEvent
{
    private readonly AuditCodes _codes = AuditCodes.Embedded;
    private readonly AuditPaths _paths = new();
    private readonly AuditArguments _arguments = new();
    private byte[] _scratch = new byte[1024];
    private bool _hasEvent;

    private void BeginDerived()
    {
        _paths.Clear();
        _arguments.Clear();
        _hasEvent = false;
    }

    private Span<byte> Scratch(int length)
    {
        if (_scratch.Length < length)
            _scratch = new byte[Math.Max(length, _scratch.Length * 2)];
        return _scratch.AsSpan(0, length);
    }

    // An event is what its main record says: CONFIG_CHANGE, LOGIN, AVC; one of a system call alone is that call.
    private void NoteType(ReadOnlySpan<byte> type)
    {
        if (_hasEvent || _type != AuditRecordType.Other)
            return;
        _hasEvent = true;
        _record.AddOwn(AuditFields.Event, type);
    }

    private void Note(int slot, ReadOnlySpan<byte> value)
    {
        if (_type == AuditRecordType.Path)
        {
            if (slot == AuditFields.Name)
                _paths.SetName(value);
            else if (slot == AuditFields.NameType || slot == AuditFields.ObjectType)
                _paths.SetKind(value);
        }
        else if (slot == AuditFields.SocketAddress)
        {
            AddSocket(value);
        }
    }

    private void EndPath() => _paths.EndPath();

    private bool TryAddArgument(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isQuoted) =>
        _arguments.TryAdd(name, value, isHex: !isQuoted && AuditText.IsHex(value));

    /// <summary>Adds the next argument of the program, decoded.</summary>
    public void AddArgument(ReadOnlySpan<byte> value) => _arguments.Add(value);

    /// <summary>Adds a socket address as its bytes.</summary>
    public void AddSocketAddress(ReadOnlySpan<byte> bytes)
    {
        var copy = Scratch(bytes.Length);
        bytes.CopyTo(copy);
        AddOnce(AuditFields.SocketAddress, Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)));
        AddSocketBytes(copy);
    }

    /// <summary>The program of the parent, where the source knows it.</summary>
    public void SetParentImage(ReadOnlySpan<byte> image) => AddOnce(AuditFields.ParentImage, image);

    private void AddSocket(ReadOnlySpan<byte> hex)
    {
        if (!AuditText.IsHex(hex))
            return;
        var bytes = Scratch(hex.Length / 2);
        AuditText.Decode(hex, bytes);
        AddSocketBytes(bytes);
    }

    private void AddSocketBytes(Span<byte> bytes)
    {
        if (!SocketAddress.TryRead(bytes, IsBigEndian(), out var address))
            return;
        AddOnce(AuditFields.SocketFamily, address.Family);
        if (address.Address.Length > 0)
        {
            AddOnce(AuditFields.LocalAddress, address.Address);
            AddOnce(AuditFields.LocalPort, address.Port.ToString(CultureInfo.InvariantCulture));
        }

        if (!address.Path.IsEmpty)
            AddOnce(AuditFields.Path, address.Path);
    }

    private void AddOnce(int slot, string ascii)
    {
        Span<byte> bytes = stackalloc byte[64];
        AddOnce(slot, bytes[..Encoding.UTF8.GetBytes(ascii, bytes)]);
    }

    // Bit 31 of the value says little-endian as 0x40000000 (linux/audit.h, __AUDIT_ARCH_LE); without an architecture most are.
    private bool IsBigEndian() =>
        TryReadHex(_record.BytesAt(AuditFields.Arch), out var arch) && (arch & 0x4000_0000) == 0;

    private void Derive()
    {
        AddCall();
        AddAccounts();
        AddError();
        AddArguments();
        var call = _record.BytesAt(AuditFields.CallName);
        if (call.StartsWith("execve"u8))
            AddProgram();
        else if (call.SequenceEqual("connect"u8) || IsSocketCall(call, (byte)'3'))
            AddConnection();
        else if (!_paths.IsEmpty)
            AddFiles(call);
    }

    private void AddCall()
    {
        var number = _record.BytesAt(AuditFields.Call);
        var architecture = TryReadHex(_record.BytesAt(AuditFields.Arch), out var arch) ? _codes.Architecture(arch) : null;
        if (_record.CountAt(AuditFields.ArchName) == 0 && architecture is not null)
            _record.AddOwn(AuditFields.ArchName, architecture.Name);
        if (_record.CountAt(AuditFields.CallName) == 0 && !number.IsEmpty)
        {
            var known = Utf8Parser.TryParse(number, out int call, out var used) && used == number.Length
                ? architecture is null ? default : architecture.CallName(call)
                : number;
            if (!known.IsEmpty)
                AddOnce(AuditFields.CallName, known);
        }

        if (_hasEvent)
            return;
        var name = _record.BytesAt(AuditFields.CallName);
        if (name.IsEmpty)
            AddLone(_record.BytesAt(AuditFields.Type));
        else
            _record.AddOwn(AuditFields.Event, name);
    }

    // Details whose call is missing (a rule excludes it, or the log begins behind it): 'lone EXECVE'.
    private void AddLone(ReadOnlySpan<byte> type)
    {
        var text = _record.AddOwn(AuditFields.Event, "lone "u8.Length + type.Length);
        "lone "u8.CopyTo(text);
        type.CopyTo(text["lone "u8.Length..]);
    }

    // Whoever logged on acts, whatever he became since; a service, which nobody logged on to, acts as what it runs as.
    private void AddAccounts()
    {
        var login = _record.BytesAt(AuditFields.Auid);
        var isUnset = login.IsEmpty || login.SequenceEqual("4294967295"u8) || login.SequenceEqual("-1"u8) || login.SequenceEqual("unset"u8);
        var actor = isUnset ? _record.BytesAt(AuditFields.Uid) : login;
        AddAccount(AuditFields.Actor, AuditFields.ActorId, actor, isUnset ? AuditFields.UidText : AuditFields.AuidText);
        AddAccount(AuditFields.UidName, -1, _record.BytesAt(AuditFields.Uid), AuditFields.UidText);
        var effective = _record.BytesAt(AuditFields.Euid);
        if (!effective.SequenceEqual(actor))
            AddAccount(AuditFields.RunsAs, AuditFields.RunsAsId, effective, AuditFields.EuidText);
    }

    // The enriched name, or that of the one id which is the same on every host. ausearch -i writes names in place of ids.
    private void AddAccount(int nameSlot, int idSlot, ReadOnlySpan<byte> id, int textSlot)
    {
        if (id.IsEmpty)
            return;
        var isNumber = id[0] is >= (byte)'0' and <= (byte)'9';
        var name = isNumber ? _record.BytesAt(textSlot) : id;
        if (name.IsEmpty && id.SequenceEqual("0"u8))
            name = "root"u8;
        if (!name.IsEmpty && !name.SequenceEqual("unset"u8) && !name.StartsWith("unknown("u8))
            _record.AddOwn(nameSlot, name);
        if (isNumber && idSlot >= 0)
            _record.AddOwn(idSlot, id);
    }

    private void AddError()
    {
        var exit = _record.BytesAt(AuditFields.Exit);
        if (exit.Length < 2 || exit[0] != '-' || !Utf8Parser.TryParse(exit[1..], out int error, out var used) || used != exit.Length - 1)
            return;
        var name = _codes.ErrorName(error);
        if (!name.IsEmpty)
            _record.AddOwn(AuditFields.Errno, name);
    }

    private void AddArguments()
    {
        if (_arguments.Count == 0)
            return;
        for (var i = 0; i < _arguments.Count; i++)
        {
            if (_arguments.NumberOf(i) is var number and < AuditLimits.ArgumentFields)
                _record.AddOwn(AuditFields.FirstArgument + number, _arguments.TextOf(i));
        }

        _record.AddOwn(AuditFields.Argv, _arguments.Joined());
    }

    private void AddProgram()
    {
        if (!Succeeded())
            return;
        AddCopy(AuditFields.ExecImage, AuditFields.Exe);
        AddCopy(AuditFields.ExecFolder, AuditFields.Cwd);
    }

    private void AddConnection()
    {
        if (_record.CountAt(AuditFields.LocalAddress) == 0)
            return;
        AddCopy(AuditFields.ConnectImage, AuditFields.Exe);
        AddCopy(AuditFields.ConnectAddress, AuditFields.LocalAddress);
        AddCopy(AuditFields.ConnectPort, AuditFields.LocalPort);
        _record.AddOwn(AuditFields.Initiated, "true"u8);
    }

    private void AddFiles(ReadOnlySpan<byte> call)
    {
        _paths.Resolve(_record.BytesAt(AuditFields.Cwd), IsRelativeToUnknown(call));
        var access = AccessOf(call);
        if (!_paths.Created.IsEmpty)
            _record.AddOwn(AuditFields.FileCreated, _paths.Created);
        if (!_paths.Deleted.IsEmpty)
            _record.AddOwn(AuditFields.FileDeleted, _paths.Deleted);
        if (!_paths.Opened.IsEmpty)
            _record.AddOwn(AuditFields.FileOpened, _paths.Opened);
        if (!access.IsEmpty)
            _record.AddOwn(AuditFields.FileAccess, access);
        var written = !_paths.Created.IsEmpty ? _paths.Created : access.SequenceEqual("write"u8) ? _paths.Opened : default;
        if (written.IsEmpty || !Succeeded())
            return;
        _record.AddOwn(AuditFields.FileWritten, written);
        AddCopy(AuditFields.FileImage, AuditFields.Exe);
    }

    // O_ACCMODE of the flags (asm-generic/fcntl.h): 0 reads, 1 and 2 write. A missing flag is a call of another kind.
    private ReadOnlySpan<byte> AccessOf(ReadOnlySpan<byte> call)
    {
        if (call.SequenceEqual("creat"u8) || call.StartsWith("truncate"u8) || call.StartsWith("ftruncate"u8))
            return "write"u8;
        var flags = call.SequenceEqual("open"u8) ? AuditFields.FirstArgument + 1
            : call.SequenceEqual("openat"u8) || call.SequenceEqual("open_by_handle_at"u8) ? AuditFields.FirstArgument + 2
            : -1;
        return flags < 0 || !TryReadHex(_record.BytesAt(flags), out var value) ? default : (value & 3) != 0 ? "write"u8 : "read"u8;
    }

    // A relative name belongs to the folder that the descriptor a0 stands for, unless that is AT_FDCWD (-100).
    private bool IsRelativeToUnknown(ReadOnlySpan<byte> call) =>
        (call.EndsWith("at"u8) || call.EndsWith("at2"u8)) && !call.SequenceEqual("creat"u8) && !call.EndsWith("stat"u8)
        && !_record.BytesAt(AuditFields.FirstArgument).EndsWith("ffffff9c"u8);

    private bool IsSocketCall(ReadOnlySpan<byte> call, byte number) =>
        call.SequenceEqual("socketcall"u8) && _record.BytesAt(AuditFields.FirstArgument) is { Length: 1 } kind && kind[0] == number;

    private bool Succeeded() => _record.BytesAt(AuditFields.Success).SequenceEqual("yes"u8);

    private void AddCopy(int slot, int from)
    {
        var value = _record.BytesAt(from);
        if (!value.IsEmpty)
            _record.AddOwn(slot, value);
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, out uint value)
    {
        if (text.StartsWith("0x"u8))
            text = text[2..];
        if (text.Length > 8)
            text = text[^8..];
        return Utf8Parser.TryParse(text, out value, out var used, 'x') && used == text.Length && used > 0;
    }
}
