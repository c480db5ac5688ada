namespace Dwell.Readers.Json;

/// <summary>How the field that holds a record's time is written.</summary>
public enum JsonTimeForm : byte
{
    /// <summary>
    /// As <see cref="Times.LogTimeReader"/> reads it: ISO 8601, Unix seconds (with or without a fraction), milliseconds, …; a time
    /// without a zone is taken as UTC and marked as assumed.
    /// </summary>
    Any,

    /// <summary>The same; its source documents that a time without a zone is UTC.</summary>
    Utc,

    /// <summary>Seconds since 1970, with a fraction or not, also as <c>1.6E9</c>.</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970.</summary>
    UnixMilliseconds,

    /// <summary>Microseconds since 1970.</summary>
    UnixMicroseconds,

    /// <summary><c>/Date(1600000000000)/</c>: what .NET's older serializers write.</summary>
    DotNet,

    /// <summary>As Zeek writes it: seconds since 1970 with a fraction, ISO 8601, or milliseconds; see <see cref="Zeek.ZeekJsonValue"/>.</summary>
    Zeek,
}
