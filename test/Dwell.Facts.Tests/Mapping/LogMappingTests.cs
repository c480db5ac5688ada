using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Facts;
using Dwell.Model.Records;

namespace Dwell.Facts.Tests.Mapping;

/// <summary>Mappings of logs that are found by their shape's source.</summary>
public sealed class LogMappingTests
{
    private readonly ShapeTable _shapes = new();

    [Fact]
    public void A_log_names_its_host_and_finds_its_events_by_key()
    {
        var plan = Plan(
            """
            origin: test
            sources:
              - log: demo/auth
                host: [host, peer]
                key: verb
                events:
                  - values: [login]
                    class: logon
                    kind: logon
                    columns: { outcome: "=success", target-account: user }
                  - class: other-act
            """);

        var login = Map(plan, ("peer", "mail01"), ("verb", "LOGIN"), ("user", "anna"));
        var other = Map(plan, ("host", "mail02"), ("peer", "x"), ("verb", "noop"));

        Assert.Equal(("logon", "mail01", "demo/auth"), (login.Summary.EventClass, login.Summary.Host, login.Summary.Source));
        Assert.Equal("anna", Assert.Single(login.Facts)[FactColumn.TargetAccount]);
        Assert.Equal(("other-act", "mail02"), (other.Summary.EventClass, other.Summary.Host));
        Assert.Empty(other.Facts);
    }

    [Fact]
    public void Files_that_speak_of_one_log_are_joined_and_must_agree()
    {
        const string First = "origin: a\nsources:\n  - log: demo/auth\n    host: host\n    events:\n      - { class: one, kind: logon, columns: { outcome: '=success' } }\n";
        const string Second = "origin: b\nsources:\n  - log: demo/auth\n    events:\n      - { class: two, kind: alert, columns: { name: verb } }\n";

        var both = Map(Plan(First, Second), ("host", "h"), ("verb", "v"));
        var wrong = Assert.Throws<Dwell.Content.ContentException>(() => Plan(First, Second.Replace("    events", "    host: peer\n    events", StringComparison.Ordinal)));

        Assert.Equal([FactKind.Logon, FactKind.Alert], both.Facts.Select(fact => fact.Kind));
        Assert.Equal("one", both.Summary.EventClass);
        Assert.Contains("another host or key", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_speaks_for_its_logs_that_have_no_mapping_of_their_own()
    {
        const string Family = "origin: a\nsources:\n  - log: demo/*\n    events:\n      - { class: family }\n";
        const string Own = "origin: b\nsources:\n  - log: demo/auth\n    events:\n      - { class: own }\n";

        Assert.Equal("family", Map(Plan(Family), ("verb", "v")).Summary.EventClass);
        Assert.Equal("own", Map(Plan(Family, Own), ("verb", "v")).Summary.EventClass);
    }

    [Fact]
    public void Values_without_a_key_are_an_error_with_its_place()
    {
        var wrong = Assert.Throws<Dwell.Content.ContentException>(() => Plan(
            "origin: a\nsources:\n  - log: demo/auth\n    events:\n      - { values: [x], class: one }\n"));

        Assert.Contains("has no key", wrong.Message, StringComparison.Ordinal);
    }

    private (RecordSummary Summary, ImmutableArray<Fact> Facts) Map(MappingPlan plan, params (string Name, string Value)[] fields)
    {
        var shape = _shapes.Intern("demo", "demo/auth", [.. fields.Select(field => field.Name)]);
        var rows = new FactRows();
        var summary = new FactMapper(plan).Map(
            new FlatRecord(shape, [.. fields.Select(field => ImmutableArray.Create<string?>(field.Value))]), rows);
        return (summary, rows.ToFacts());
    }

    private static MappingPlan Plan(params string[] files) => new(MappingLoader.Load(new ContentStore(
        files.Select((text, i) => KeyValuePair.Create($"content/mappings/{i}.yml", Encoding.UTF8.GetBytes(text).ToImmutableArray())))));
}
