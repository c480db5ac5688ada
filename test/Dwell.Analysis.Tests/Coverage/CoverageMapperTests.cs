using Dwell.Analysis.Coverage;
using Dwell.Content.Classes;
using Dwell.Content.Store;
using Dwell.Model.Coverage;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Analysis.Tests.Coverage;

/// <summary>Against the classes of content: 7045 in System is always written; 4688 in Security and all of Sysmon is switched.</summary>
public sealed class CoverageMapperTests
{
    private static readonly ClassCatalog Classes = ClassLoader.Load(ContentStore.Embedded);
    private static readonly long Begin = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerHour;

    [Fact]
    public void What_windows_always_writes_is_recorded_over_its_whole_log()
    {
        var span = Assert.Single(Spans("service-install", [Count("System", "uptime", 2), Count("System", "uptime", 90)]));

        Assert.Equal((CoverageState.Recorded, Hour(2), Hour(91), 0L), (span.State, span.From!.Value, span.To!.Value, span.Records));
    }

    [Fact]
    public void A_log_that_is_here_and_never_wrote_a_switched_class_is_off()
    {
        var span = Assert.Single(Spans("process", [Count("Security", "logon", 0), Count("Security", "logon", 50)]));

        Assert.Equal(CoverageState.Off, span.State);
        Assert.Contains("never wrote it", span.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_sensor_wrote_stands_under_no_host_for_the_hours_in_which_it_wrote()
    {
        var activity = new[] { 3, 4, 9 }.Select(hour => new ActivityCount(new ActivityKey("", "zeek/conn", "netflow", Begin + hour), 5, -1, -1));

        var map = CoverageMapper.Map([.. activity, Count("Security", "logon", 0)], [], Classes);

        Assert.DoesNotContain("", map.Hosts);
        Assert.Equal([(Hour(3), Hour(5), 10L), (Hour(9), Hour(10), 5L)], map.Spans.Where(span => span.Host.Length == 0).Select(span => (span.From!.Value, span.To!.Value, span.Records)));
        Assert.Equal(CoverageState.Absent, Assert.Single(map.Spans, span => span.Host.Length > 0 && span.EventClass == "netflow").State);
    }

    [Fact]
    public void A_log_that_is_not_here_is_absent()
    {
        var span = Assert.Single(Spans("process", [Count("Application", "other", 0)]));

        Assert.Equal((CoverageState.Absent, null, null), (span.State, span.From, span.To));
    }

    [Fact]
    public void One_record_covers_the_stretch_of_one_configuration()
    {
        var span = Assert.Single(Spans("process", [Count("Security", "logon", 0), Count("Security", "process", 20, 3), Count("Security", "logon", 50)]));

        Assert.Equal((CoverageState.Recorded, Hour(0), Hour(51), 3L), (span.State, span.From!.Value, span.To!.Value, span.Records));
    }

    [Fact]
    public void A_change_of_the_policy_splits_and_what_lies_beyond_is_not_covered()
    {
        var span = Assert.Single(Spans(
            "process",
            [Count("Security", "logon", 0), Count("Security", "process", 20), Count("Security", "logon", 50)],
            Changed("Security", "policy-changed", 30)));

        Assert.Equal((CoverageState.Recorded, Hour(0), Hour(31)), (span.State, span.From!.Value, span.To!.Value));
    }

    [Fact]
    public void Both_sides_of_a_change_are_covered_where_both_wrote_it()
    {
        var spans = Spans(
            "process",
            [Count("Security", "process", 0), Count("Security", "process", 60), Count("Security", "logon", 90)],
            Changed("Security", "policy-changed", 20), Changed("Security", "policy-changed", 40));

        Assert.Equal([(Hour(0), Hour(21)), (Hour(40), Hour(91))], spans.Select(span => (span.From!.Value, span.To!.Value)));
    }

    [Fact]
    public void A_change_of_one_log_does_not_split_another()
    {
        var span = Assert.Single(Spans(
            "process",
            [Count("Security", "logon", 0), Count("Security", "process", 20), Count("Security", "logon", 50)],
            Changed(Made.Sysmon, "configuration-changed", 30)));

        Assert.Equal(Hour(51), span.To);
    }

    [Fact]
    public void A_cleared_log_covers_nothing_before_the_clearing_unless_another_wrote_the_class_too()
    {
        ActivityCount[] security = [Count("Security", "audit", 30), Count("Security", "process", 40)];
        var cleared = Changed("Security", "cleared", 30, "Security");

        var alone = Spans("process", security, cleared);
        var beside = Spans("process", [.. security, Count(Made.Sysmon, "process-command-line", 5)], cleared);

        Assert.Contains(alone, span => span.State == CoverageState.Cleared && span.From is null && span.To!.Value.Ticks == cleared.Time!.Value.Ticks);
        Assert.DoesNotContain(beside, span => span.State == CoverageState.Cleared);
    }

    [Fact]
    public void A_class_that_implies_another_covers_it()
    {
        Assert.Equal(CoverageState.Recorded, Assert.Single(Spans("process", [Count(Made.Sysmon, "process-command-line", 5)])).State);
        Assert.NotEqual(CoverageState.Recorded, Assert.Single(Spans("process-command-line", [Count("Security", "process", 5)])).State);
    }

    [Fact]
    public void Only_classes_that_could_answer_a_question_are_mapped_and_hosts_without_a_name_are_left_out()
    {
        var map = CoverageMapper.Map([Count("System", "uptime", 1), Count("System", "uptime", 1, host: "")], [], Classes);

        Assert.Equal([Made.Host], map.Hosts.ToArray());
        Assert.All(map.Classes, name => Assert.NotEmpty(Classes.Classes[name].Questions));
        Assert.Empty(CoverageMapper.Map([], [], Classes).Spans);
    }

    [Fact]
    public void Undated_records_show_a_log_but_cover_no_hour()
    {
        var span = Assert.Single(Spans("service-install", [Count("System", "uptime", -1 - Begin)]));

        Assert.Equal((CoverageState.Recorded, null, null), (span.State, span.From, span.To));
    }

    private static List<CoverageSpan> Spans(string eventClass, ActivityCount[] activity, params Fact[] changes) =>
        [.. CoverageMapper.Map(activity, changes, Classes).Spans.Where(span => span.EventClass == eventClass).OrderBy(span => span.From)];

    private static ActivityCount Count(string log, string eventClass, long hour, long records = 1, string host = Made.Host) =>
        new(new ActivityKey(host, log, eventClass, Begin + hour), records, 1, records);

    private static Fact Changed(string log, string outcome, long hour, string name = "") =>
        new(FactKind.AuditChange, "audit", new UtcInstant(((Begin + hour) * TimeSpan.TicksPerHour) + 7), Made.Host, log, Made.Record((int)hour),
            [KeyValuePair.Create(FactColumn.Outcome, outcome), KeyValuePair.Create(FactColumn.Name, name)]);

    private static UtcInstant Hour(long hour) => new((Begin + hour) * TimeSpan.TicksPerHour);
}
