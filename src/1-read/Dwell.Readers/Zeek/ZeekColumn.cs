namespace Dwell.Readers.Zeek;

/// <summary>How values of a column are written, as far as it matters for reading them.</summary>
internal enum ZeekValueKind : byte
{
    /// <summary>As it stands: strings, addresses, ports, counts.</summary>
    Text,

    /// <summary>A number with a fraction: times, intervals, doubles.</summary>
    Number,

    /// <summary><c>T</c> or <c>F</c>.</summary>
    Bool,
}

/// <summary>What a column holds, by its type in the header: <c>time</c>, <c>set[string]</c>.</summary>
internal readonly record struct ZeekColumn(ZeekValueKind Kind, bool IsContainer)
{
    /// <summary>Reads a type; unknown ones are text.</summary>
    public static ZeekColumn Of(ReadOnlySpan<char> type)
    {
        var bracket = type.IndexOf('[');
        if (bracket < 0 || !type.EndsWith("]", StringComparison.Ordinal))
            return new ZeekColumn(KindOf(type), IsContainer: false);
        return new ZeekColumn(KindOf(type[(bracket + 1)..^1]), IsContainer: true);
    }

    private static ZeekValueKind KindOf(ReadOnlySpan<char> type) => type switch
    {
        "time" or "interval" or "double" => ZeekValueKind.Number,
        "bool" => ZeekValueKind.Bool,
        _ => ZeekValueKind.Text,
    };
}
