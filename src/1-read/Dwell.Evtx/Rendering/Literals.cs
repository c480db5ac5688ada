namespace Dwell.Evtx.Rendering;

/// <summary>Collects the constant UTF-8 of a program in one array; neighbours are joined into one copy.</summary>
internal sealed class Literals
{
    /// <summary>What can be read behind the end of a literal.</summary>
    public const int PaddingBytes = 32;

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

    public byte[] ToPaddedArray() => [.. _bytes, .. new byte[PaddingBytes]];
}
