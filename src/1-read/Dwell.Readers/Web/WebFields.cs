using System.Collections.Immutable;

namespace Dwell.Readers.Web;

/// <summary>The fields of requests, under the names that W3C's extended log format and Sigma give them; slots are constants.</summary>
internal static class WebFields
{
    public const int Client = 0;
    public const int Ident = 1;
    public const int User = 2;
    public const int Host = 3;
    public const int Method = 4;
    public const int Url = 5;
    public const int Stem = 6;
    public const int Query = 7;
    public const int Extension = 8;
    public const int Version = 9;
    public const int Status = 10;
    public const int Bytes = 11;
    public const int Referrer = 12;
    public const int Agent = 13;
    public const int Forwarded = 14;
    public const int Request = 15;
    public const int Action = 16;
    public const int Hierarchy = 17;
    public const int Peer = 18;
    public const int ContentType = 19;
    public const int Milliseconds = 20;
    public const int More = 21;

    /// <summary>The names, by slot.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "c-ip", "cs-ident", "cs-username", "cs-host", "cs-method", "cs-uri", "cs-uri-stem", "cs-uri-query", "cs-uri-extension", "cs-version",
        "sc-status", "sc-bytes", "cs-referer", "cs-user-agent", "x-forwarded-for", "request", "s-action", "s-hierarchy", "r-ip", "rs-content-type",
        "time-taken", "(more)",
    ];
}
