using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dwell.Sigma.Syntax;

/// <summary>
/// Reads the YAML documents of a file from the parser's events: no tags, no types, every scalar keeps its text
/// (Sigma compares texts, so <c>0x10</c> and <c>1_000</c> must not become numbers). Each text that can't be read
/// ends in a <see cref="RuleSyntaxException"/>.
/// </summary>
internal sealed class YamlReader
{
    private readonly Parser _parser;
    private readonly Dictionary<string, (YamlNode Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlReader(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The documents in order; empty ones are left out.</summary>
    public static IReadOnlyList<YamlNode> Read(string text)
    {
        if (text.Length > SigmaLimits.FileChars)
            throw new RuleSyntaxException(1, "file-too-large", "a larger file", $"at most {SigmaLimits.FileChars} characters");
        try
        {
            return new YamlReader(text).Documents();
        }
        catch (YamlException error)
        {
            throw new RuleSyntaxException(
                (int)Math.Max(1, error.Start.Line), "invalid-yaml", "text that is not YAML (" + FirstLine(error.Message) + ")", "valid YAML");
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            // YamlDotNet's scanner lets some of these through on damaged text.
            throw new RuleSyntaxException(1, "invalid-yaml", "text that is not YAML (" + FirstLine(error.Message) + ")", "valid YAML");
        }
    }

    private List<YamlNode> Documents()
    {
        var documents = new List<YamlNode>();
        Expect<StreamStart>();
        while (Next() is DocumentStart)
        {
            _anchors.Clear();
            var root = Node(Next(), 0, out _);
            Expect<DocumentEnd>();
            if (root is not YamlScalar { IsNull: true })
                documents.Add(root);
        }

        return documents;
    }

    private YamlNode Node(ParsingEvent at, int depth, out int size)
    {
        if (depth > SigmaLimits.Depth)
            throw new RuleSyntaxException(LineOf(at), "too-deep", "lists and maps nested deeper", $"at most {SigmaLimits.Depth} levels");
        var before = _nodes;
        Count(at, 1);
        YamlNode node;
        switch (at)
        {
            case Scalar scalar:
                node = new YamlScalar(LineOf(at), scalar.Value, scalar.Style == ScalarStyle.Plain);
                break;
            case SequenceStart:
                node = List(at, depth);
                break;
            case MappingStart:
                node = Map(at, depth);
                break;
            case AnchorAlias alias:
                if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
                    throw new RuleSyntaxException(LineOf(at), "unknown-alias", $"the alias '*{alias.Value.Value}'", "an anchor of that name before it");
                Count(at, anchored.Size);
                size = _nodes - before;
                return anchored.Node;
            default:
                throw new RuleSyntaxException(LineOf(at), "invalid-yaml", "the end of the text", "a value");
        }

        size = _nodes - before;
        if (at is NodeEvent { Anchor.IsEmpty: false } anchor)
            _anchors[anchor.Anchor.Value] = (node, size);
        return node;
    }

    private YamlList List(ParsingEvent start, int depth)
    {
        var items = new List<YamlNode>();
        for (var at = Next(); at is not SequenceEnd; at = Next())
            items.Add(Node(at, depth + 1, out _));
        return new YamlList(LineOf(start), items);
    }

    private YamlMap Map(ParsingEvent start, int depth)
    {
        var pairs = new List<KeyValuePair<YamlScalar, YamlNode>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var at = Next(); at is not MappingEnd; at = Next())
        {
            if (Node(at, depth + 1, out _) is not YamlScalar key)
                throw new RuleSyntaxException(LineOf(at), "invalid-key", "a list or map as a key", "a text");
            if (!keys.Add(key.Text))
                throw new RuleSyntaxException(key.Line, "duplicate-key", $"the key {key.Describe()} a second time", "each key once");
            pairs.Add(new(key, Node(Next(), depth + 1, out _)));
        }

        return new YamlMap(LineOf(start), pairs);
    }

    private void Count(ParsingEvent at, int nodes)
    {
        if (nodes > SigmaLimits.Nodes - _nodes)
            throw new RuleSyntaxException(LineOf(at), "too-many-values", "more values", $"at most {SigmaLimits.Nodes} in a file");
        _nodes += nodes;
    }

    private ParsingEvent Next()
    {
        do
        {
            if (!_parser.MoveNext())
                throw new RuleSyntaxException(1, "invalid-yaml", "the end of the text", "a value");
        }
        while (_parser.Current is Comment);
        return _parser.Current!;
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        var at = Next();
        if (at is not T)
            throw new RuleSyntaxException(LineOf(at), "invalid-yaml", at.GetType().Name, typeof(T).Name);
    }

    private static int LineOf(ParsingEvent at) => (int)Math.Clamp(at.Start.Line, 1, int.MaxValue);

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
