namespace Dwell.Sigma.Syntax;

/// <summary>A value of a YAML document with the line at which it stands, from 1.</summary>
internal abstract record YamlNode(int Line)
{
    /// <summary>How a message names what was found.</summary>
    public abstract string Describe();
}

/// <summary>A text; <paramref name="IsPlain"/> when it stands without quotes.</summary>
internal sealed record YamlScalar(int Line, string Text, bool IsPlain) : YamlNode(Line)
{
    private const int ShownChars = 60;

    /// <summary>An empty plain value, <c>null</c> or <c>~</c> (YAML 1.2.2, core schema).</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Describe() =>
        IsNull ? "null" : $"'{(Text.Length > ShownChars ? Text[..ShownChars] + "…" : Text)}'";
}

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line)
{
    public override string Describe() => Items.Count == 0 ? "an empty list" : "a list";
}

/// <summary>Pairs of key and value in the order of the file; no key comes twice.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Pairs) : YamlNode(Line)
{
    public override string Describe() => Pairs.Count == 0 ? "an empty map" : "'key: value' pairs";

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var (name, value) in Pairs)
        {
            if (string.Equals(name.Text, key, StringComparison.Ordinal))
                return value;
        }

        return null;
    }
}
