using System.Collections.Immutable;

namespace Dwell.Content.Lines;

/// <summary>
/// All of <c>content/lines</c>: what programs write, as patterns, in the order of files and lines.
/// Where two patterns fit one message, the earlier one wins.
/// </summary>
public sealed record LineCatalog(ImmutableArray<LineProgram> Programs);

/// <summary>The messages of some programs, which give records of one source.</summary>
/// <param name="File">The file of the content.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Source">The log source of the records: <c>linux/sshd</c>.</param>
/// <param name="Family">Its family; what stands before the <c>/</c> of the source unless the file says otherwise.</param>
/// <param name="Programs">
/// Names as a syslog tag has them, compared without case; <c>*</c> within a name stands for anything, a name of
/// <c>*</c> alone for every program: its patterns are tried after the program's own.
/// </param>
/// <param name="Envelopes">
/// How the lines of the program's own log file look, <c>{message}</c> being what the patterns are for; empty for programs
/// that log to syslog only.
/// </param>
/// <param name="Dates">How the program writes numeric dates in its own log file, where both orders are possible.</param>
/// <param name="Patterns">What the messages say.</param>
/// <param name="TakesRest">True when messages of these programs that fit no pattern are records of this source too.</param>
/// <param name="Sessions">What the messages of a session share, for all records of the source; null where each message says all.</param>
public sealed record LineProgram(
    string File,
    long Line,
    string Source,
    string Family,
    ImmutableArray<string> Programs,
    ImmutableArray<PatternText> Envelopes,
    LineDates Dates,
    ImmutableArray<LinePattern> Patterns,
    bool TakesRest,
    LineSessions? Sessions);

/// <summary>
/// What messages of one session share, where the program says it in one of them only: who the client is.
/// </summary>
/// <param name="By">The field that tells sessions of a host apart: a process id, the number of a connection.</param>
/// <param name="Recall">The fields that a message without them takes from the last message of its session that had them.</param>
public sealed record LineSessions(string By, ImmutableArray<string> Recall);

/// <summary>The order of the numbers in <c>01/02/2021</c>, by the program's own format.</summary>
public enum LineDates
{
    /// <summary>The content does not say.</summary>
    Unknown,

    /// <summary>The day first.</summary>
    DayFirst,

    /// <summary>The month first.</summary>
    MonthFirst,
}

/// <summary>One thing that a message can say.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Name">The name, in the record's field <c>event</c>: <c>accepted</c>. Patterns of a source may share it.</param>
/// <param name="Texts">The forms of the message, the first that fits counts.</param>
/// <param name="Constants">Fields that every such record has beside those that the message gives.</param>
/// <param name="Pairs">How a capture is taken apart into further fields; null where none is.</param>
/// <param name="Examples">Messages and what they must give.</param>
public sealed record LinePattern(
    long Line,
    string Name,
    ImmutableArray<PatternText> Texts,
    ImmutableArray<KeyValuePair<string, string>> Constants,
    LinePairs? Pairs,
    ImmutableArray<LineExample> Examples);

/// <summary>
/// A capture that holds <c>key=value</c> pairs: iptables, Postfix, Dovecot. A key's first value counts.
/// </summary>
/// <param name="Capture">The name of the capture.</param>
/// <param name="Separator">What stands between pairs: <c>", "</c>, or a blank for any run of blanks.</param>
/// <param name="Assignment">What stands between key and value, <c>=</c> as a rule.</param>
/// <param name="Fields">Key to field; other keys are left in the message.</param>
public sealed record LinePairs(
    string Capture, string Separator, string Assignment, ImmutableArray<KeyValuePair<string, string>> Fields);

/// <summary>
/// A message (with the program's envelope, where <paramref name="IsWholeLine"/>) and the fields it must give. <paramref
/// name="Program"/> is the program that wrote it, the first exact name of the entry unless the file says otherwise.
/// </summary>
public sealed record LineExample(
    long Line, string Program, string Text, bool IsWholeLine, ImmutableArray<KeyValuePair<string, string>> Fields);
