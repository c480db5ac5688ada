using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Content.Classes;

/// <summary>
/// A class of events, as coverage counts them. A group has no questions and no writers of its own.
/// </summary>
/// <param name="Name">The name: <c>process-command-line</c>.</param>
/// <param name="Within">The group that it belongs to; null for groups.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Implies">Classes that are recorded as well wherever this one is: a process with its command
/// line is a process.</param>
/// <param name="Questions">The questions that these events can show something for.</param>
/// <param name="Writers">What writes them; empty for classes that no reader knows a writer of.</param>
public sealed record EventClass(
    string Name,
    string? Within,
    string Meaning,
    ImmutableArray<string> Implies,
    ImmutableArray<Question> Questions,
    ImmutableArray<ClassWriter> Writers);

/// <summary>
/// What writes the events of a class: ids of a channel (or a log as shapes name it, <c>zeek/conn</c>, without ids), the switch they are under, whether that is on unless
/// someone
/// changed it, and the version from which they are written.
/// </summary>
public sealed record ClassWriter(
    string Channel,
    ImmutableArray<int> EventIds,
    ClassSwitch Switch,
    ClassDefault Default,
    string Since);

/// <summary>
/// The switch that events are under. <paramref name="Name"/>: the audit subcategory (as event 4719 maps it to
/// a name), the
/// element of Sysmon's configuration, the policy; empty for <see cref="ClassSwitchKind.Always"/>.
/// <paramref name="Result"/> is the audited result, for audit policy only.
/// </summary>
public sealed record ClassSwitch(ClassSwitchKind Kind, string Name, AuditResult Result);

/// <summary>What kind of switch.</summary>
public enum ClassSwitchKind
{
    /// <summary>Written always, while the host runs.</summary>
    Always,

    /// <summary>A subcategory of the audit policy.</summary>
    Audit,

    /// <summary>An event of Sysmon, under its configuration.</summary>
    Sysmon,

    /// <summary>A group policy or a setting of an application.</summary>
    Policy,

    /// <summary>A channel that can be turned off, or is made by a feature.</summary>
    Channel,
}

/// <summary>Which results of an audited act are written.</summary>
public enum AuditResult
{
    /// <summary>Either of the two, each with a switch of its own.</summary>
    Any,

    /// <summary>Success only.</summary>
    Success,

    /// <summary>Failure only.</summary>
    Failure,
}

/// <summary>Whether a class is recorded on a host that nobody configured.</summary>
public enum ClassDefault
{
    /// <summary>No.</summary>
    Off,

    /// <summary>Yes.</summary>
    On,

    /// <summary>On servers.</summary>
    Server,

    /// <summary>On domain controllers.</summary>
    DomainController,
}
