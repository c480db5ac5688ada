using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

namespace Dwell.Facts.Identity;

/// <summary>
/// Who every record is, in the order of reading, on disk: 36 bytes a record. At the end it says which records lie in the
/// evidence more than once; the first in the order of reading counts. Memory stays within one partition of identities
/// (<see cref="PartitionRecords"/>) and the keys of activity, whatever the number of records. Not thread-safe.
/// </summary>
public sealed class IdentityLog : IDisposable
{
    /// <summary>Records whose identities are looked at together, about 80 MB of memory.</summary>
    public const int PartitionRecords = 1_000_000;

    private const int EntryBytes = 36;
    private const int BufferBytes = 64 * 1024;

    private readonly string _path;
    private readonly FileStream _entries;
    private readonly FileStream _keys;
    private readonly Dictionary<ActivityKey, int> _keyIds = [];
    private readonly List<ActivityKey> _keyList = [];
    private readonly int _partitionRecords;

    /// <summary>
    /// Opens the log in two files, <paramref name="path"/> and one beside it, at the position of a commit; what lies behind it
    /// is dropped. Throws <see cref="InvalidDataException"/> when the files are shorter than the position.
    /// </summary>
    public IdentityLog(string path, IdentityLogPosition position = default, int partitionRecords = PartitionRecords)
    {
        _path = path;
        _partitionRecords = partitionRecords;
        _entries = Open(path, position.Entries);
        try
        {
            _keys = Open(path + ".keys", position.Keys);
            ReadKeys();
        }
        catch
        {
            _entries.Dispose();
            _keys?.Dispose();
            throw;
        }
    }

    /// <summary>Records in the log.</summary>
    public long Count => _entries.Position / EntryBytes;

    /// <summary>Adds the next record in the order of reading, with what its activity was counted by.</summary>
    public void Add(UInt128 identity, RecordRef place, in ActivityKey key)
    {
        Span<byte> entry = stackalloc byte[EntryBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(entry, identity);
        BinaryPrimitives.WriteInt32LittleEndian(entry[16..], place.Evidence);
        BinaryPrimitives.WriteInt64LittleEndian(entry[20..], place.Offset);
        BinaryPrimitives.WriteInt32LittleEndian(entry[28..], place.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[32..], IdOf(key));
        _entries.Write(entry);
    }

    /// <summary>Hands everything to the system, and says where a later run can go on.</summary>
    public IdentityLogPosition Flush()
    {
        _entries.Flush();
        _keys.Flush();
        return new IdentityLogPosition(_entries.Position, _keys.Position);
    }

    /// <summary>
    /// Every record that an earlier one equals, with what its activity was counted by; grouped by identity, in an order that
    /// depends on the log's content alone. Spills beside the log and removes what it spilled.
    /// </summary>
    public IEnumerable<(SeenAgain Record, ActivityKey Key)> Again()
    {
        Flush();
        var partitions = 1;
        while (Count / partitions > _partitionRecords)
            partitions *= 2;
        return partitions == 1 ? Again(_path) : AgainByPartition(partitions);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _entries.Dispose();
        _keys.Dispose();
    }

    private static FileStream Open(string path, long length)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, BufferBytes);
        if (file.Length >= length)
        {
            file.SetLength(length);
            file.Position = length;
            return file;
        }

        file.Dispose();
        throw new InvalidDataException("The log of identities is shorter than it was when it was committed.");
    }

    private int IdOf(in ActivityKey key)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_keyIds, key, out var isKnown);
        if (isKnown)
            return id;
        id = _keyList.Count;
        _keyList.Add(key);
        using var writer = new BinaryWriter(_keys, Encoding.UTF8, leaveOpen: true);
        writer.Write(key.Host);
        writer.Write(key.Source);
        writer.Write(key.EventClass);
        writer.Write(key.HourUtc);
        return id;
    }

    private void ReadKeys()
    {
        var end = _keys.Position;
        _keys.Position = 0;
        using var reader = new BinaryReader(_keys, Encoding.UTF8, leaveOpen: true);
        while (_keys.Position < end)
        {
            var key = new ActivityKey(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt64());
            _keyIds[key] = _keyList.Count;
            _keyList.Add(key);
        }
    }

    private IEnumerable<(SeenAgain Record, ActivityKey Key)> AgainByPartition(int partitions)
    {
        var paths = Enumerable.Range(0, partitions).Select(part => string.Create(CultureInfo.InvariantCulture, $"{_path}.{part}")).ToArray();
        try
        {
            Split(paths);
            foreach (var path in paths)
            {
                foreach (var again in Again(path))
                    yield return again;
                File.Delete(path);
            }
        }
        finally
        {
            foreach (var path in paths)
                File.Delete(path);
        }
    }

    // By the highest bits: identities are the beginnings of hashes, so that parts are of one size.
    private void Split(string[] paths)
    {
        var shift = 128 - int.Log2(paths.Length);
        var files = paths.Select(path => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes)).ToArray();
        try
        {
            ForEachEntry(_path, entry => files[(int)(BinaryPrimitives.ReadUInt128LittleEndian(entry) >> shift)].Write(entry));
        }
        finally
        {
            foreach (var file in files)
                file.Dispose();
        }
    }

    private List<(SeenAgain Record, ActivityKey Key)> Again(string path)
    {
        var first = new Dictionary<UInt128, RecordRef>();
        var again = new List<(SeenAgain, ActivityKey)>();
        ForEachEntry(path, entry =>
        {
            var place = new RecordRef(
                BinaryPrimitives.ReadInt32LittleEndian(entry[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[20..]),
                BinaryPrimitives.ReadInt32LittleEndian(entry[28..]));
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(first, BinaryPrimitives.ReadUInt128LittleEndian(entry), out var seen);
            if (!seen)
                slot = place;
            else if (slot != place)
                again.Add((new SeenAgain(place, slot), _keyList[BinaryPrimitives.ReadInt32LittleEndian(entry[32..])]));
        });
        return again;
    }

    private static void ForEachEntry(string path, EntryAction action)
    {
        var buffer = new byte[EntryBytes * 4096];
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.SequentialScan);
        long offset = 0;
        for (int read; (read = RandomAccess.Read(file, buffer, offset)) >= EntryBytes;)
        {
            read -= read % EntryBytes;
            offset += read;
            for (var at = 0; at < read; at += EntryBytes)
                action(buffer.AsSpan(at, EntryBytes));
        }
    }

    private delegate void EntryAction(ReadOnlySpan<byte> entry);
}

/// <summary>Where an <see cref="IdentityLog"/> was at a commit: lengths of its files in bytes.</summary>
public readonly record struct IdentityLogPosition(long Entries, long Keys);
