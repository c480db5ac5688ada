using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dwell.Sigma.Matching;

namespace Dwell.Sigma.Syntax;

/// <summary>Reads the documents of a file into rules; what can't be used becomes a problem with its place.</summary>
internal sealed class RuleReader
{
    private readonly RuleSource _source;
    private readonly List<SigmaRule> _rules = [];
    private readonly List<RuleProblem> _problems = [];

    private RuleReader(RuleSource source) => _source = source;

    /// <summary>The rules and problems of the file.</summary>
    public static (IReadOnlyList<SigmaRule> Rules, IReadOnlyList<RuleProblem> Problems) Read(RuleSource source)
    {
        var reader = new RuleReader(source);
        try
        {
            reader.Documents(YamlReader.Read(source.Text));
        }
        catch (RuleSyntaxException error)
        {
            reader._problems.Add(error.ToProblem(source.File));
        }

        return (reader._rules, reader._problems);
    }

    private void Documents(IReadOnlyList<YamlNode> documents)
    {
        if (documents.Count == 0)
            throw new RuleSyntaxException(1, "empty-file", "no YAML document", "a rule");
        for (var i = 0; i < documents.Count; i++)
            Document(documents[i], documents.Count == 1 ? null : i);
    }

    private void Document(YamlNode node, int? index)
    {
        string? id = null, title = null;
        try
        {
            if (node is not YamlMap document)
                throw new RuleSyntaxException(node.Line, "not-a-rule", node.Describe(), "a rule: 'title', 'logsource', 'detection'");
            id = TextOf(document, "id");
            title = TextOf(document, "title");
            RefuseOtherKinds(document);
            _rules.Add(Rule(document, id, title, index));
        }
        catch (RuleSyntaxException error)
        {
            _problems.Add(error.ToProblem(_source.File, id, title));
        }
    }

    private static void RefuseOtherKinds(YamlMap document)
    {
        if (document.Find("correlation") is { } correlation)
            throw new RuleSyntaxException(correlation.Line, "correlation-unsupported", "a correlation rule", "a detection rule: correlations are not supported yet");
        if (document.Find("filter") is { } filter)
            throw new RuleSyntaxException(filter.Line, "filter-unsupported", "a filter", "a detection rule: filters are not supported yet");
        if (document.Find("action") is { } action)
            throw new RuleSyntaxException(action.Line, "collection-unsupported", "'action' (a rule collection of Sigma 1)", "rules that stand for themselves");
    }

    private SigmaRule Rule(YamlMap document, string? id, string? title, int? index)
    {
        void Warn(int line, string code, string found, string expected) =>
            _problems.Add(new RuleProblem(_source.File, line, code, ProblemEffect.Warning, found, expected, id, title));

        if (string.IsNullOrWhiteSpace(title))
            throw new RuleSyntaxException(document.Line, "no-title", "no title", "'title: …'");
        if (string.IsNullOrWhiteSpace(id))
            Warn(document.Line, "no-id", "no id", "'id:' with a random UUID, so that findings keep their identity when the text changes");
        else if (!Guid.TryParseExact(id, "D", out _))
            Warn(document.Line, "odd-id", $"the id '{id}'", "a UUID");
        var logSource = LogSource(document);
        var detection = DetectionReader.Read(document, Warn);
        var tags = TextsOf(document, "tags");
        return new SigmaRule(detection)
        {
            Id = string.IsNullOrWhiteSpace(id) ? DerivedId(index) : id,
            IdIsDerived = string.IsNullOrWhiteSpace(id),
            Title = title,
            Name = TextOf(document, "name"),
            Description = TextOf(document, "description") ?? "",
            Author = string.Join(", ", TextsOf(document, "author")),
            Level = Word(document, "level", RuleLevel.Informational, Warn),
            Status = Word(document, "status", RuleStatus.Unstated, Warn),
            Tags = tags,
            Techniques = AttackTags.Techniques(tags),
            Tactics = AttackTags.Tactics(tags),
            LogSource = logSource,
            Fields = TextsOf(document, "fields"),
            FalsePositives = TextsOf(document, "falsepositives"),
            References = TextsOf(document, "references"),
            File = _source.File,
            Line = document.Line,
            TestedFields = TestedFields(detection),
        };
    }

    private static RuleLogSource LogSource(YamlMap document)
    {
        if (document.Find("logsource") is not YamlMap map)
            throw new RuleSyntaxException(document.Find("logsource")?.Line ?? document.Line, "no-logsource", "no 'logsource' with keys", "category, product or service");
        var source = new RuleLogSource(Part("category"), Part("product"), Part("service"));
        return source is { Category: null, Product: null, Service: null }
            ? throw new RuleSyntaxException(map.Line, "no-logsource", "a 'logsource' without category, product and service", "at least one of them")
            : source;

        string? Part(string key) => TextOf(map, key)?.Trim().ToLowerInvariant() is { Length: > 0 } text ? text : null;
    }

    private static T Word<T>(YamlMap document, string key, T absent, Action<int, string, string, string> warn)
        where T : struct, Enum
    {
        if (document.Find(key) is not { } node)
            return absent;
        // Letters only: the framework also takes numbers and lists of names.
        if (node is YamlScalar scalar
            && scalar.Text.All(char.IsAsciiLetter)
            && Enum.TryParse<T>(scalar.Text, ignoreCase: true, out var value)
            && Enum.IsDefined(value))
        {
            return value;
        }

        warn(node.Line, "odd-" + key, node.Describe(), string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant())));
        return absent;
    }

    // A version-8 UUID (RFC 9562) of the text's hash; the place inside the file keeps several rules apart.
    private string DerivedId(int? index)
    {
        var text = _source.Text.ReplaceLineEndings("\n") + (index is null ? "" : "\n---" + index);
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static ImmutableArray<string> TestedFields(Expression expression)
    {
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        Collect(expression, fields);
        return [.. fields];

        static void Collect(Expression expression, SortedSet<string> fields)
        {
            switch (expression)
            {
                case AllOf all:
                    foreach (var term in all.Terms)
                        Collect(term, fields);
                    break;
                case OneOf one:
                    foreach (var term in one.Terms)
                        Collect(term, fields);
                    break;
                case Not not:
                    Collect(not.Term, fields);
                    break;
                case FieldTest { Field: { } field } test:
                    fields.Add(field);
                    foreach (var reference in test.Values.OfType<FieldReferenceTest>())
                        fields.Add(reference.OtherField);
                    break;
            }
        }
    }

    private static string? TextOf(YamlMap map, string key) => map.Find(key) is YamlScalar { IsNull: false } scalar ? scalar.Text : null;

    private static ImmutableArray<string> TextsOf(YamlMap map, string key) => map.Find(key) switch
    {
        YamlScalar { IsNull: false } scalar => [scalar.Text],
        YamlList list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Text)],
        _ => [],
    };
}
