using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Dwell.Content.Yaml;

/// <summary>
/// A value in a YAML file of the content, with its place. Every reading method throws <see
/// cref="ContentException"/>
/// with file, line, what was found and what was expected, so that loaders need no checks of their own for
/// form.
/// </summary>
public readonly struct YamlValue
{
    private static readonly YamlScalarNode MergeKey = new("<<");

    private readonly YamlNode _node;

    internal YamlValue(string file, YamlNode node)
    {
        File = file;
        _node = node;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The line at which the value begins, from 1.</summary>
    public long Line => _node.Start.Line;

    /// <summary>True for <c>key: value</c> pairs.</summary>
    public bool IsMap => _node is YamlMappingNode;

    /// <summary>True for a list.</summary>
    public bool IsList => _node is YamlSequenceNode;

    /// <summary>True for a plain or quoted text, number or flag.</summary>
    public bool IsText => _node is YamlScalarNode;

    /// <summary>An error at this place; the caller throws it.</summary>
    public ContentException Error(string sentence) => new(File, Line, sentence);

    /// <summary>The text.</summary>
    public string Text() =>
        _node is YamlScalarNode { Value: { } value } ? value : throw Error($"Found {Describe()}; expected a text.");

    /// <summary>The integer, decimal.</summary>
    public int Integer() =>
        int.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error($"Found '{Text()}'; expected an integer.");

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag() => Text() switch
    {
        "true" => true,
        "false" => false,
        var other => throw Error($"Found '{other}'; expected true or false."),
    };

    /// <summary>
    /// A member of an enum, written in kebab-case (<c>process-start</c> for <c>ProcessStart</c>) or by its
    /// own name.
    /// </summary>
    public T Member<T>()
        where T : struct, Enum
    {
        var text = Text();
        foreach (var member in Enum.GetValues<T>())
        {
            var name = member.ToString();
            if (name == text || KebabCase.Of(name) == text)
                return member;
        }

        var known = Enum.GetNames<T>().Select(KebabCase.Of).ToList();
        throw Error($"Found '{text}'; expected one of {typeof(T).Name}{Nearest.Hint(text, known)}.");
    }

    /// <summary>The items of a list; a single text counts as a list of one.</summary>
    public ImmutableArray<YamlValue> Items()
    {
        var file = File;
        return _node switch
        {
            YamlSequenceNode list => [.. list.Children.Select(node => new YamlValue(file, node))],
            YamlScalarNode => [this],
            _ => throw Error($"Found {Describe()}; expected a list."),
        };
    }

    /// <summary>The texts of a list; a single text counts as a list of one.</summary>
    public ImmutableArray<string> Texts() => [.. Items().Select(item => item.Text())];

    /// <summary>
    /// The pairs of a map, in the order of the file. The key <c>&lt;&lt;</c> stands for the pairs of another map, of which those that
    /// the map has itself are left out (YAML's merge key).
    /// </summary>
    public ImmutableArray<KeyValuePair<string, YamlValue>> Pairs()
    {
        var file = File;
        if (_node is not YamlMappingNode map)
            throw Error($"Found {Describe()}; expected 'key: value' pairs.");
        var own = map.Children
            .Select(pair => KeyValuePair.Create(new YamlValue(file, pair.Key).Text(), new YamlValue(file, pair.Value)))
            .ToImmutableArray();
        return map.Children.TryGetValue(MergeKey, out var other)
            ? [.. new YamlValue(file, other).Pairs().ExceptBy(own.Select(pair => pair.Key), pair => pair.Key), .. own.Where(pair => pair.Key != "<<")]
            : own;
    }

    /// <summary>Refuses keys that are not among the known ones, with the nearest known one.</summary>
    public YamlValue WithKeys(params ReadOnlySpan<string> known)
    {
        foreach (var (key, value) in Pairs())
        {
            if (!known.Contains(key))
                throw value.Error($"Found the key '{key}'; expected one of {string.Join(", ", known!)}"
                    + $"{Nearest.Hint(key, known.ToArray())}.");
        }

        return this;
    }

    /// <summary>The value of a key, or null.</summary>
    public YamlValue? Find(string key)
    {
        if (_node is not YamlMappingNode map)
            throw Error($"Found {Describe()}; expected 'key: value' pairs.");
        if (map.Children.TryGetValue(new YamlScalarNode(key), out var node))
            return new YamlValue(File, node);
        return map.Children.TryGetValue(MergeKey, out var other) ? new YamlValue(File, other).Find(key) : null;
    }

    /// <summary>The value of a key that must be there.</summary>
    public YamlValue this[string key] => Find(key) ?? throw Error($"Found no '{key}'; expected one here.");

    private string Describe() => _node switch
    {
        YamlMappingNode => "'key: value' pairs",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: { } value } => $"'{value}'",
        _ => "nothing",
    };
}
