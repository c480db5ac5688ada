using Dwell.Content.Classes;
using Dwell.Content.Collect;
using Dwell.Content.Mappings;
using Dwell.Content.Store;

namespace Dwell.Content.Tests.Classes;

public class ClassCatalogTests
{
    private static readonly ClassCatalog Classes = ClassLoader.Load(ContentStore.Embedded);
    private static readonly MappingCatalog Mappings = MappingLoader.Load(ContentStore.Embedded);

    [Fact]
    public void Classes_and_mappings_agree_on_what_writes_each_class()
    {
        var written = Classes.Classes.Values
            .SelectMany(item => item.Writers.SelectMany(writer => writer.EventIds.Select(id => $"{item.Name} {writer.Channel} {id}")))
            .ToHashSet(StringComparer.Ordinal);
        var mapped = Mappings.Events
            .SelectMany(mapping => mapping.EventIds.SelectMany(id => mapping.Refinements.Select(finer => finer.EventClass)
                .Append(mapping.EventClass).Select(name => $"{name} {mapping.Channel} {id}")))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(mapped.Except(written));
        Assert.Empty(written.Except(mapped));
    }

    [Fact]
    public void Audit_switches_are_subcategories_that_event_4719_can_name()
    {
        var subcategories = Mappings.Tables["audit-subcategories"].Rows.Select(row => row.Word).ToHashSet();
        var used = Classes.Classes.Values.SelectMany(item => item.Writers)
            .Where(writer => writer.Switch.Kind == ClassSwitchKind.Audit).Select(writer => writer.Switch.Name);

        Assert.All(used, name => Assert.Contains(name, subcategories));
    }

    [Fact]
    public void Every_class_with_questions_says_what_its_absence_does_and_whom_to_ask()
    {
        var guide = CollectLoader.Load(ContentStore.Embedded, Classes);

        Assert.All(guide.Classes.Values, item => Assert.NotEmpty(item.Sources));
        Assert.All(
            Classes.Classes.Values,
            item => Assert.All(item.Questions, question => Assert.Contains("{scope}", guide.Classes[item.Name].Effects[question], StringComparison.Ordinal)));
    }

    [Fact]
    public void Groups_hold_all_classes_and_no_class_holds_itself()
    {
        Assert.All(Classes.Classes.Values, item =>
        {
            if (item.Within is { } group)
                Assert.Null(Classes.Classes[group].Within);
            Assert.DoesNotContain(item.Name, item.Implies);
        });
    }

    [Fact]
    public void No_event_stands_under_two_switches_of_one_class_but_for_audit_by_object_type()
    {
        var twice = Classes.Classes.Values
            .SelectMany(item => item.Writers.SelectMany(writer => writer.EventIds.Select(id => $"{item.Name} {writer.Channel} {id}")))
            .GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }
}
