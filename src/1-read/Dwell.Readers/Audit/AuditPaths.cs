namespace Dwell.Readers.Audit;

/// <summary>
/// The files of an event's PATH records by what the system call did to them. Relative names are completed by the current folder
/// where they belong to it. Buffers are kept from event to event.
/// </summary>
internal sealed class AuditPaths
{
    // Only the first ones of a kind are of use; a rename has four records.
    private const int MostPaths = 16;

    private readonly (Kind Kind, int Start, int Length)[] _paths = new (Kind, int, int)[MostPaths];
    private byte[] _bytes = new byte[1024];
    private int _used;
    private int _count;
    private (Kind Kind, int Start, int Length) _current;

    private enum Kind : byte
    {
        None,
        Normal,
        Created,
        Deleted,
        Parent,
    }

    /// <summary>True when no PATH record had a name.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The file that was made, or the new name of one; empty when there is none.</summary>
    public ReadOnlySpan<byte> Created => Of(Kind.Created);

    /// <summary>The file that was deleted, or the old name of one.</summary>
    public ReadOnlySpan<byte> Deleted => Of(Kind.Deleted);

    /// <summary>The file that was there before and after.</summary>
    public ReadOnlySpan<byte> Opened => Of(Kind.Normal);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _used = _count = 0;
        _current = default;
    }

    /// <summary>The name of the current record.</summary>
    public void SetName(ReadOnlySpan<byte> name)
    {
        if (_count == MostPaths || name.IsEmpty)
            return;
        Reserve(name.Length);
        name.CopyTo(_bytes.AsSpan(_used));
        _current.Start = _used;
        _current.Length = name.Length;
        _used += name.Length;
    }

    /// <summary>What the current record is.</summary>
    public void SetKind(ReadOnlySpan<byte> kind) => _current.Kind =
        kind.SequenceEqual("NORMAL"u8) || kind.SequenceEqual("UNKNOWN"u8) ? Kind.Normal
        : kind.SequenceEqual("CREATE"u8) ? Kind.Created
        : kind.SequenceEqual("DELETE"u8) ? Kind.Deleted
        : kind.SequenceEqual("PARENT"u8) ? Kind.Parent
        : Kind.None;

    /// <summary>Ends the current record.</summary>
    public void EndPath()
    {
        if (_current.Length > 0 && _count < MostPaths)
            _paths[_count++] = _current;
        _current = default;
    }

    /// <summary>Completes relative names; those that belong to a folder that no record names stay as they are.</summary>
    public void Resolve(ReadOnlySpan<byte> currentFolder, bool isRelativeToUnknown)
    {
        if (isRelativeToUnknown || currentFolder.IsEmpty || currentFolder[0] != '/')
            return;
        for (var i = 0; i < _count; i++)
        {
            ref var path = ref _paths[i];
            if (_bytes[path.Start] == '/')
                continue;
            var name = path;
            if (path.Length > 2 && _bytes[path.Start] == '.' && _bytes[path.Start + 1] == '/')
                (name.Start, name.Length) = (path.Start + 2, path.Length - 2);
            var folder = currentFolder.TrimEnd((byte)'/');
            Reserve(folder.Length + 1 + name.Length);
            path.Start = _used;
            path.Length = folder.Length + 1 + name.Length;
            folder.CopyTo(_bytes.AsSpan(_used));
            _bytes[_used + folder.Length] = (byte)'/';
            _bytes.AsSpan(name.Start, name.Length).CopyTo(_bytes.AsSpan(_used + folder.Length + 1));
            _used += path.Length;
        }
    }

    private ReadOnlySpan<byte> Of(Kind kind)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_paths[i].Kind == kind)
                return _bytes.AsSpan(_paths[i].Start, _paths[i].Length);
        }

        return default;
    }

    private void Reserve(int length)
    {
        if (_bytes.Length - _used < length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
    }
}
