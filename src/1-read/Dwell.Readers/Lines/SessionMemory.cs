using Dwell.Readers.Logs;

namespace Dwell.Readers.Lines;

/// <summary>
/// Gives a message what an earlier one of the same session said: many programs name the client once and refer to it by a process id or
/// the number of a connection. Remembers within a block, so that the result depends neither on threads nor on their order; a
/// session that spans blocks may lose what was said before. Sessions that share a place in the table push each other out.
/// </summary>
internal sealed class SessionMemory
{
    private const int Places = 4096;

    private readonly Session[] _sessions = new Session[Places];
    private int _block = 1;

    /// <summary>Forgets all.</summary>
    public void Begin() => _block++;

    /// <summary>Remembers what the record says, and adds what it does not say but an earlier one did.</summary>
    public void Join(SlotRecord record, LineRecordFiller filler, LineSource source, SessionSlots slots)
    {
        var by = record.BytesAt(slots.By);
        if (by.IsEmpty)
            return;
        var key = KeyOf(source.Index, record.BytesAt(LineFields.HostName), by);
        ref var session = ref _sessions[key % Places];
        if (session.Key != key || session.Block != _block)
        {
            session.Values ??= new byte[]?[slots.Recall.Length];
            if (session.Values.Length < slots.Recall.Length)
                Array.Resize(ref session.Values, slots.Recall.Length);
            Array.Clear(session.Values);
            (session.Key, session.Block) = (key, _block);
        }

        for (var i = 0; i < slots.Recall.Length; i++)
        {
            var said = record.BytesAt(slots.Recall[i]);
            if (said.IsEmpty && session.Values![i] is { } remembered)
                filler.AddOwn(record, slots.Recall[i], remembered);
            else if (!said.IsEmpty && !(session.Values![i] is { } same && said.SequenceEqual(same)))
                session.Values![i] = said.ToArray();
        }
    }

    // FNV-1a (Fowler, Noll, Vo).
    private static ulong KeyOf(int source, ReadOnlySpan<byte> host, ReadOnlySpan<byte> by)
    {
        const ulong Prime = 1_099_511_628_211;
        var hash = (14_695_981_039_346_656_037 ^ (uint)source) * Prime;
        foreach (var b in host)
            hash = (hash ^ b) * Prime;
        hash = (hash ^ ' ') * Prime;
        foreach (var b in by)
            hash = (hash ^ b) * Prime;
        return hash;
    }

    private struct Session
    {
        public ulong Key;
        public int Block;
        public byte[]?[]? Values;
    }
}
