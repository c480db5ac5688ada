using System.Collections.Immutable;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Model.Findings;

namespace Dwell.Content.Classes;

/// <summary>
/// Reads <c>content/classes/*.yml</c>: <c>classes</c>, and under <c>also</c> what else writes classes of other files.
/// </summary>
public static class ClassLoader
{
    /// <summary>
    /// Reads all files; throws <see cref="ContentException"/> at the first thing that can't be used.
    /// </summary>
    public static ClassCatalog Load(ContentStore store)
    {
        var classes = ImmutableSortedDictionary.CreateBuilder<string, EventClass>(StringComparer.Ordinal);
        var places = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        foreach (var name in store.NamesIn("classes"))
        {
            var file = YamlFile.Read(store, name).WithKeys("origin", "classes", "also");
            _ = file["origin"].Text();
            foreach (var (className, value) in file["classes"].Pairs())
            {
                if (!places.TryAdd(className, value))
                    throw value.Error($"Found a second class '{className}'; expected each name once.");
                classes.Add(className, ReadClass(className, value));
            }
        }

        AddWriters(store, classes);
        foreach (var item in classes.Values)
            CheckNames(item, classes, places[item.Name]);
        return new ClassCatalog(classes.ToImmutable());
    }

    private static void AddWriters(ContentStore store, ImmutableSortedDictionary<string, EventClass>.Builder classes)
    {
        foreach (var name in store.NamesIn("classes"))
        {
            foreach (var (className, value) in YamlFile.Read(store, name).Find("also")?.Pairs() ?? [])
            {
                if (!classes.TryGetValue(className, out var known))
                    throw value.Error($"Found the class '{className}'; expected one of content/classes{Nearest.Hint(className, classes.Keys)}.");
                classes[className] = known with { Writers = known.Writers.AddRange(value.Items().Select(ReadWriter)) };
            }
        }
    }

    private static EventClass ReadClass(string name, YamlValue value)
    {
        value.WithKeys("within", "meaning", "implies", "questions", "written");
        return new EventClass(
            name,
            value.Find("within")?.Text(),
            value["meaning"].Text(),
            value.Find("implies")?.Texts() ?? [],
            value.Find("questions") is { } questions ? [.. questions.Items().Select(item => item.Member<Question>())] : [],
            value.Find("written") is { } written ? [.. written.Items().Select(ReadWriter)] : []);
    }

    private static ClassWriter ReadWriter(YamlValue value)
    {
        value.WithKeys("channel", "log", "events", "under", "default", "since");
        return new ClassWriter(
            (value.Find("log") ?? value["channel"]).Text(),
            [.. ((value.Find("log") is null ? value["events"] : value.Find("events"))?.Items() ?? []).Select(item => item.Integer())],
            ReadSwitch(value["under"]),
            value["default"].Member<ClassDefault>(),
            value["since"].Text());
    }

    private static ClassSwitch ReadSwitch(YamlValue value)
    {
        value.WithKeys("audit", "result", "sysmon", "policy", "channel", "always");
        if (value.Find("audit") is { } audit)
            return new ClassSwitch(ClassSwitchKind.Audit, audit.Text(), value["result"].Member<AuditResult>());
        if (value.Find("sysmon") is { } sysmon)
            return new ClassSwitch(ClassSwitchKind.Sysmon, sysmon.Text(), AuditResult.Any);
        if (value.Find("policy") is { } policy)
            return new ClassSwitch(ClassSwitchKind.Policy, policy.Text(), AuditResult.Any);
        if (value.Find("channel") is { } channel)
            return new ClassSwitch(ClassSwitchKind.Channel, channel.Text(), AuditResult.Any);
        return value["always"].Flag()
            ? new ClassSwitch(ClassSwitchKind.Always, "", AuditResult.Any)
            : throw value.Error("Found 'always: false'; expected audit, sysmon, policy, channel, or 'always: true'.");
    }

    private static void CheckNames(
        EventClass item, ImmutableSortedDictionary<string, EventClass>.Builder classes, YamlValue place)
    {
        foreach (var name in item.Implies.Concat(item.Within is null ? [] : [item.Within]))
        {
            if (!classes.ContainsKey(name))
                throw place.Error(
                    $"Found the class '{name}'; expected one of content/classes{Nearest.Hint(name, classes.Keys)}.");
        }
    }
}
