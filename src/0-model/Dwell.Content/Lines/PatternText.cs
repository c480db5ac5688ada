using System.Collections.Immutable;

namespace Dwell.Content.Lines;

/// <summary>
/// A pattern, taken apart. The grammar is in docs/methods/lines.md: literal text, captures (<c>{user}</c>,
/// <c>{src_ip:ip}</c>, <c>{what=opened|closed}</c>), optional parts (<c>{? port {src_port:int}}</c>), runs of blanks
/// (<c>{ }</c>), and <c>\</c> before a brace or a backslash that is meant as itself.
/// </summary>
public sealed record PatternText(string Text, ImmutableArray<PatternPart> Parts)
{
    /// <summary>The names of all captures, in their order.</summary>
    public IEnumerable<string> Captures =>
        Parts.SelectMany(part => part.Kind == PatternPartKind.Optional ? part.Parts : [part]).SelectMany(part => part.Fields);
}

/// <summary>What a part of a pattern is.</summary>
public enum PatternPartKind
{
    /// <summary>These bytes.</summary>
    Literal,

    /// <summary>One or more blanks (space, tab).</summary>
    Blanks,

    /// <summary>Any text, also none: its ends are where its neighbours lie.</summary>
    Open,

    /// <summary>A value whose form tells where it ends.</summary>
    Typed,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>Parts that may be missing as a whole.</summary>
    Optional,
}

/// <summary>The form of a typed capture.</summary>
public enum CaptureType
{
    /// <summary>No blanks; ends also where the literal after it begins.</summary>
    Word,

    /// <summary>Letters, digits, <c>_</c>, <c>-</c>, <c>.</c> and <c>$</c>: names, queue ids.</summary>
    Id,

    /// <summary>A decimal integer of at most 19 digits, with a sign or not.</summary>
    Int,

    /// <summary>A decimal number with a fraction or not.</summary>
    Number,

    /// <summary>Hex digits, with <c>0x</c> or not.</summary>
    Hex,

    /// <summary>An IPv4 or IPv6 address, an IPv6 zone included.</summary>
    Ip,

    /// <summary>A host name or an IP address.</summary>
    Host,

    /// <summary>A host name or an IP address: <c>{src:peer}</c> fills <c>src_ip</c> with an address, <c>src_host</c> with a name.</summary>
    Peer,

    /// <summary>A hardware address: hex pairs with <c>:</c> or <c>-</c>, or Cisco's <c>0011.2233.4455</c>.</summary>
    Mac,

    /// <summary>A text in double quotes; a backslash takes the next character's meaning. The capture is what is inside.</summary>
    Quoted,

    /// <summary>A time in one of the forms that logs use. Only before the last open capture.</summary>
    Time,
}

/// <summary>A part of a pattern.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Literal">The text of a literal; empty for others.</param>
/// <param name="Name">The field that it is captured into; empty when it is not kept.</param>
/// <param name="Type">The form of a typed capture.</param>
/// <param name="IsGreedy">For an open capture with another one behind it: it ends where the text behind it comes last.</param>
/// <param name="Choices">The words of a choice, the longest first.</param>
/// <param name="Parts">The parts of an optional part.</param>
public sealed record PatternPart(
    PatternPartKind Kind,
    string Literal,
    string Name,
    CaptureType Type,
    bool IsGreedy,
    ImmutableArray<string> Choices,
    ImmutableArray<PatternPart> Parts)
{
    /// <summary>What <see cref="CaptureType.Peer"/> adds to the name for an address.</summary>
    public const string AddressEnding = "_ip";

    /// <summary>What <see cref="CaptureType.Peer"/> adds to the name for a host name.</summary>
    public const string HostEnding = "_host";

    /// <summary>The fields that it can fill; an optional part none of its own.</summary>
    public ImmutableArray<string> Fields => Name.Length == 0 ? []
        : Kind == PatternPartKind.Typed && Type == CaptureType.Peer ? [Name + AddressEnding, Name + HostEnding]
        : [Name];

    internal static PatternPart OfLiteral(string text) => new(PatternPartKind.Literal, text, "", default, false, [], []);

    internal static PatternPart OfBlanks() => new(PatternPartKind.Blanks, "", "", default, false, [], []);

    internal static PatternPart OfOpen(string name, bool isGreedy) => new(PatternPartKind.Open, "", name, default, isGreedy, [], []);

    internal static PatternPart OfType(string name, CaptureType type) => new(PatternPartKind.Typed, "", name, type, false, [], []);

    internal static PatternPart OfChoice(string name, ImmutableArray<string> choices) =>
        new(PatternPartKind.Choice, "", name, default, false, choices, []);

    internal static PatternPart OfOptional(ImmutableArray<PatternPart> parts) =>
        new(PatternPartKind.Optional, "", "", default, false, [], parts);
}
