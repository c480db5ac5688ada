using System.Collections.Immutable;
using Dwell.Model.LogSources;
using Dwell.Sigma.Binding;
using Dwell.Sigma.Matching;

namespace Dwell.Sigma.Planning;

/// <summary>A field as a plan reads it; <paramref name="Name"/> null for keywords.</summary>
internal sealed record PlanField(string? Name, FieldSource? Source);

/// <summary>
/// One thing that a record can be asked. Either the index of its field finds it (<see cref="Simple"/>: any of these), or it is
/// tried when a rule needs to know (<see cref="Lazy"/>).
/// </summary>
internal sealed record Atom(int Field, ImmutableArray<SimpleText> Simple, ValueTest? Lazy, int OtherField);

/// <summary>The fields and atoms of a plan under construction, each of equal meaning once.</summary>
internal sealed class AtomTable
{
    private readonly Dictionary<string, int> _fieldNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _atomNumbers = new(StringComparer.Ordinal);

    public List<PlanField> Fields { get; } = [];

    public List<Atom> Atoms { get; } = [];

    /// <summary>The number of a field under a view; <paramref name="name"/> null for keywords.</summary>
    public int FieldOf(string? name, FieldView view)
    {
        // A blank can't be a field's name, which is trimmed.
        var key = name is null ? " " : view.ReadingOf(name);
        if (_fieldNumbers.TryGetValue(key, out var number))
            return number;
        _fieldNumbers.Add(key, Fields.Count);
        Fields.Add(new PlanField(name, name is null ? null : view.SourceOf(name)));
        return Fields.Count - 1;
    }

    /// <summary>The atom "any of these literals stands in the field".</summary>
    public int SimpleOf(int field, IEnumerable<SimpleText> tests)
    {
        var ordered = tests.Distinct().OrderBy(test => test.Place).ThenBy(test => test.Literal, StringComparer.Ordinal).ToImmutableArray();
        var key = $"{field}S{string.Join('\u001f', ordered.Select(test => (int)test.Place + test.Literal))}";
        return Number(key, () => new Atom(field, ordered, null, -1));
    }

    /// <summary>The atom of a test that no index answers.</summary>
    public int LazyOf(int field, ValueTest test, int otherField) =>
        Number($"{field}L{otherField}:{test.Key}", () => new Atom(field, [], test, otherField));

    private int Number(string key, Func<Atom> make)
    {
        if (_atomNumbers.TryGetValue(key, out var number))
            return number;
        _atomNumbers.Add(key, Atoms.Count);
        Atoms.Add(make());
        return Atoms.Count - 1;
    }
}
