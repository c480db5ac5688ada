using System.Buffers;
using Dwell.Model.Evidence;
using Microsoft.Win32.SafeHandles;

namespace Dwell.Evidence.Containers;

/// <summary>
/// Keeps unpacked entries by the hash of their bytes: small ones in memory up to a budget, others in files
/// that are named by a counter, never by an entry, and vanish when they are closed.
/// </summary>
internal sealed class UnpackedStore(string? folder, long memoryBudget) : IDisposable
{
    private readonly Dictionary<Sha256Digest, EvidenceBytes> _kept = [];
    private readonly List<IDisposable> _owned = [];
    private readonly bool _isOwnFolder = folder is null;
    private string? _folder = folder;
    private long _memoryLeft = memoryBudget;
    private int _files;

    /// <summary>
    /// The bytes with this hash, for any number of readers, which can't close them; null when not kept.
    /// </summary>
    public EvidenceBytes? Find(Sha256Digest digest) =>
        _kept.TryGetValue(digest, out var bytes) ? new SliceBytes(bytes, 0, bytes.Length) : null;

    /// <summary>
    /// Keeps bytes until <see cref="Drop"/> or <see cref="Dispose"/>; they close with the store.
    /// </summary>
    public void Keep(Sha256Digest digest, EvidenceBytes bytes)
    {
        if (!_kept.TryAdd(digest, bytes))
            bytes.Dispose();
    }

    /// <summary>Something that kept bytes are a part of, and that closes with the store.</summary>
    public void Own(IDisposable owned) => _owned.Add(owned);

    /// <summary>Lets go of bytes that are not needed any more.</summary>
    public void Drop(Sha256Digest digest)
    {
        if (!_kept.Remove(digest, out var bytes))
            return;
        if (bytes is MemoryBytes)
            _memoryLeft += bytes.Length;
        bytes.Dispose();
    }

    /// <summary>A place to unpack an entry to.</summary>
    public EntryBuffer NewBuffer() => new(this);

    public void Dispose()
    {
        foreach (var bytes in _kept.Values)
            bytes.Dispose();
        _kept.Clear();
        foreach (var owned in _owned)
            owned.Dispose();
        _owned.Clear();
        if (_isOwnFolder && _folder is not null)
            Directory.Delete(_folder, recursive: true);
        _folder = null;
    }

    private SafeFileHandle NewFile()
    {
        _folder ??= Directory.CreateTempSubdirectory("dwell-").FullName;
        Directory.CreateDirectory(_folder);
        return File.OpenHandle(
            Path.Combine(_folder, $"{_files++}.unpacked"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            FileOptions.DeleteOnClose);
    }

    /// <summary>
    /// The bytes of one entry while they come in: in memory as long as the budget allows, then in a file.
    /// </summary>
    internal sealed class EntryBuffer(UnpackedStore store) : IDisposable
    {
        private const int MaxMemoryEntry = 16 << 20;

        private ArrayBufferWriter<byte>? _memory = new();
        private SafeFileHandle? _file;

        public long Length { get; private set; }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_memory is not null && Length + bytes.Length > Math.Min(MaxMemoryEntry, store._memoryLeft))
                MoveToFile(_memory);
            if (_file is not null)
                RandomAccess.Write(_file, bytes, Length);
            else
                _memory!.Write(bytes);
            Length += bytes.Length;
        }

        /// <summary>The bytes that came in; the buffer is empty afterwards.</summary>
        public EvidenceBytes Take()
        {
            EvidenceBytes bytes;
            if (_file is not null)
            {
                bytes = new FileBytes(_file);
                _file = null;
            }
            else
            {
                bytes = new MemoryBytes(_memory!.WrittenSpan.ToArray());
                store._memoryLeft -= bytes.Length;
            }

            return bytes;
        }

        public void Dispose() => _file?.Dispose();

        private void MoveToFile(ArrayBufferWriter<byte> memory)
        {
            _file = store.NewFile();
            RandomAccess.Write(_file, memory.WrittenSpan, 0);
            _memory = null;
        }
    }
}
