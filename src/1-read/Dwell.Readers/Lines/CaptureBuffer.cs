namespace Dwell.Readers.Lines;

/// <summary>The captures of one match. Beyond <see cref="Most"/> further ones are left out; content is checked to stay below.</summary>
internal sealed class CaptureBuffer
{
    public const int Most = 96;

    private readonly LineCapture[] _items = new LineCapture[Most];

    public int Count { get; private set; }

    public ReadOnlySpan<LineCapture> Items => _items.AsSpan(0, Count);

    public void Add(int slot, int start, int end)
    {
        if (slot != Step.NotKept && Count < Most)
            _items[Count++] = new LineCapture(slot, start, end - start);
    }

    public void CutTo(int count) => Count = count;

    public void Shift(int first, int by)
    {
        for (var i = first; i < Count; i++)
            _items[i] = _items[i] with { Start = _items[i].Start + by };
    }

    /// <summary>Leaves out the captures that are no fields.</summary>
    public void RemoveUnkept()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_items[i].Slot >= 0)
                _items[kept++] = _items[i];
        }

        Count = kept;
    }

    public bool TryFind(int slot, out LineCapture capture)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (_items[i].Slot == slot)
            {
                capture = _items[i];
                return true;
            }
        }

        capture = default;
        return false;
    }
}
