using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>What did they read?</summary>
public sealed record ReadAnswer : Answer
{
    /// <inheritdoc/>
    public override Question Question => Question.Read;

    /// <summary>Mailboxes with at least one message proven read.</summary>
    public ImmutableArray<MailboxRead> Mailboxes { get; init; } = [];

    /// <summary>How many further mailboxes may have been read; null when not known.</summary>
    public int? MailboxesPossible { get; init; }

    /// <summary>Files that were opened.</summary>
    public ImmutableArray<FileRead> Files { get; init; } = [];

    /// <summary>The same per kind of information, from the context file.</summary>
    public ImmutableArray<HoldingAnswer> Holdings { get; init; } = [];
}

/// <summary>Reading of one mailbox.</summary>
public sealed record MailboxRead(
    string Mailbox,
    string? By,
    string? Intrusion,
    UtcInstant? First,
    UtcInstant? Last,
    CountBound Messages,
    ImmutableArray<string> Findings);

/// <summary>A file that was opened by what belongs to an intruder.</summary>
public sealed record FileRead(
    string Host,
    string Path,
    UtcInstant? First,
    UtcInstant? Last,
    Likelihood Likelihood,
    ImmutableArray<string> Findings);

/// <summary>The answer for one kind of information.</summary>
public sealed record HoldingAnswer(string Holds, AnswerState State, string Why, ImmutableArray<string> Where);
