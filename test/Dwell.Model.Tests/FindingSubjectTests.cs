using Dwell.Model.Findings;

namespace Dwell.Model.Tests;

public sealed class FindingSubjectTests
{
    private static readonly FindingSubject Subject =
        new("rule", "r-1", Question.Backdoor, ["H1"], ["D\\a"], ["192.0.2.1"], "service:x");

    [Fact]
    public void The_id_stays_what_it_was_in_earlier_releases()
    {
        // A decision on a finding is kept under its id: this value may never change for the same subject.
        // It is SHA-256 of "4:rule3:r-18:Backdoor1[2:H11[3:D\\a1[9:192.0.2.19:service:x" by another implementation.
        Assert.Equal("f-27b72bd05fb8f98f", Subject.ToId());
    }

    [Fact]
    public void Every_part_counts_and_none_runs_into_the_next()
    {
        FindingSubject[] all =
        [
            Subject,
            Subject with { Kind = "ruler", Method = "-1" },
            Subject with { Method = "r-2" },
            Subject with { Question = Question.Since },
            Subject with { Hosts = ["H1", "H2"] },
            Subject with { Hosts = ["H1", "D\\a"], Accounts = [] },
            Subject with { Hosts = [], Accounts = ["H1", "D\\a"] },
            Subject with { Addresses = [] },
            Subject with { KeyObject = "service:y" },
        ];

        Assert.Equal(all.Length, all.Select(subject => subject.ToId()).Distinct().Count());
        Assert.All(all, subject => Assert.Matches("^f-[0-9a-f]{16}$", subject.ToId()));
    }
}
