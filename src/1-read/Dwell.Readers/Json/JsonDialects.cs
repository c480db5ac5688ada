using System.Collections.Immutable;
using Dwell.Readers.Cloud;
using Dwell.Readers.Journal;
using Dwell.Readers.Suricata;
using Dwell.Readers.Windows.Json;
using Dwell.Readers.Zeek;

namespace Dwell.Readers.Json;

/// <summary>The logs in JSON that Dwell knows.</summary>
public static class JsonDialects
{
    /// <summary>All of them, in the order in which they are asked: the surest marks first.</summary>
    public static ImmutableArray<JsonDialect> All { get; } =
    [
        new M365AuditJson(),
        new WindowsDocumentJson(),
        new WinlogbeatJson(),
        new WindowsFlatJson(),
        new ZeekJsonDialect(),
        new SuricataDialect(),
        new EntraJson(),
        new JournalJson(),
    ];
}
