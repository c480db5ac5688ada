namespace Dwell.Readers.Json;

/// <summary>The values of the record at hand as bytes, their escapes resolved.</summary>
internal sealed class JsonValues(JsonEntries entries)
{
    private byte[] _block = [];
    private byte[] _text = new byte[1024];

    /// <summary>Values are places in these bytes from now on.</summary>
    public void Open(byte[] block) => _block = block;

    /// <summary>The first value of a field; empty when it has none, or for -1. Valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> FirstAt(int position) => position < 0 ? default : Of(entries.FirstAt(position));

    /// <summary>True for a string, false for a number or word.</summary>
    public bool IsText(in JsonEntry entry) =>
        entry.Kind != JsonEntryKind.Plain || (entry.Start > 0 && _block[entry.Start - 1] == '"');

    public ReadOnlySpan<byte> Of(in JsonEntry entry) => entry.Kind switch
    {
        JsonEntryKind.Plain => _block.AsSpan(entry.Start, entry.Length),
        JsonEntryKind.Escaped => Unescaped(_block.AsSpan(entry.Start, entry.Length)),
        JsonEntryKind.Made => entries.Made(entry),
        JsonEntryKind.MadeEscaped => Unescaped(entries.Made(entry)),
        _ => default,
    };

    private ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> raw)
    {
        if (_text.Length < raw.Length)
            _text = new byte[raw.Length * 2];
        return _text.AsSpan(0, JsonText.Unescape(raw, _text));
    }
}
