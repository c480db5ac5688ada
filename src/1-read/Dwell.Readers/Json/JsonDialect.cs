using System.Collections.Immutable;

namespace Dwell.Readers.Json;

/// <summary>
/// What is known of a log in JSON: by which keys it is recognised, and what its records are. Asked once for each set of keys (and
/// values of <see cref="Deciders"/>), not for each record; dialects of many logs may be mixed in one file. Immutable.
/// </summary>
public abstract class JsonDialect
{
    /// <summary>The name, for people: <c>Zeek</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Fields whose values decide what a record is, beyond the keys: <c>_path</c>, <c>event_type</c>. Few values, each.</summary>
    public virtual ImmutableArray<string> Deciders => [];

    /// <summary>
    /// Fields that hold objects or arrays and whose JSON text is a value too, beside the fields inside: where rules look into the whole.
    /// </summary>
    public virtual ImmutableArray<string> Texts => [];

    /// <summary>True when records with these keys may be of this log. The first dialect that says so and gives a plan is taken.</summary>
    public abstract bool Fits(JsonKeys keys);

    /// <summary>
    /// Fields whose text holds further fields (JSON in a string), which are read before <see cref="Plan"/> is asked.
    /// </summary>
    public virtual ImmutableArray<JsonInner> InnerOf(JsonKeys keys) => [];

    /// <summary>
    /// What records with these keys are; null when they are not of this log after all. <paramref name="decided"/> has the values of
    /// <see cref="Deciders"/>, empty where the record has none.
    /// </summary>
    public abstract JsonPlan? Plan(JsonKeys keys, ReadOnlySpan<string> decided);
}

/// <summary>How the text of a field holds further fields.</summary>
public enum JsonInnerForm : byte
{
    /// <summary>JSON as a string, or XML (of a Windows event); any other text has none.</summary>
    Any,

    /// <summary>Lines <c>Name: value</c>, as in the messages of Sysmon.</summary>
    Lines,
}

/// <summary>
/// A field with fields inside of its text. <paramref name="Prefix"/> stands before their names, with a dot between; empty for none.
/// </summary>
public readonly record struct JsonInner(string Field, JsonInnerForm Form, string Prefix);
