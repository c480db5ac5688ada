using System.Collections.Immutable;

namespace Dwell.Readers.Lines;

/// <summary>
/// The fields that every record of a line begins with, in this order, so that their slots are constants; what the
/// patterns of a source capture follows under its own names.
/// </summary>
public static class LineFields
{
    /// <summary>Slot of the message, as written, without what stands before it in the line.</summary>
    public const int Message = 0;

    /// <summary>Slot of the name of the pattern that fitted; absent where none did.</summary>
    public const int Event = 1;

    /// <summary>Slot of the program's name, as the tag has it.</summary>
    public const int Program = 2;

    /// <summary>Slot of the process id in the tag.</summary>
    public const int ProcessId = 3;

    /// <summary>Slot of the host that wrote the line, as the line says.</summary>
    public const int HostName = 4;

    /// <summary>Slot of the facility's name (RFC 5424, 6.2.1).</summary>
    public const int Facility = 5;

    /// <summary>Slot of the severity's name.</summary>
    public const int Severity = 6;

    /// <summary>Slot of how often the message came, where the logging service joined repeated ones.</summary>
    public const int Repeated = 7;

    /// <summary>How many slots these are.</summary>
    public const int Count = 8;

    /// <summary>The names, by slot.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["message", "event", "program", "pid", "hostname", "facility", "severity", "repeated"];
}
