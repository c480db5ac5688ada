namespace Dwell.Evtx.Rendering;

/// <summary>Collects the constant UTF-8 of a program in one array; neighbours are joined into one copy.</summary>
internal sealed class Literals
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public void Add(ReadOnlySpan<byte> utf8)
    {
        foreach (var b in utf8)
            _bytes.Add(b);
    }

    public void AddEscaped<TSpecials>(string text)
        where TSpecials : struct, ISpecials
    {
        using var output = new Utf8Output();
        Utf8Escaping.Append<TSpecials>(output, text);
        Add(output.Written);
    }

    public byte[] From(int start) => [.. _bytes[start..]];

    public byte[] ToArray() => [.. _bytes];
}
