using System.Collections.Immutable;
using Dwell.Content.JsonLogs;
using Dwell.Content.Store;
using Dwell.Readers.Audit;
using Dwell.Readers.Cef;
using Dwell.Readers.Delimited;
using Dwell.Readers.Json;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Servers;
using Dwell.Readers.Web;
using Dwell.Readers.Windows;
using Dwell.Readers.Zeek;

namespace Dwell.Readers;

/// <summary>
/// All formats that can be read, in the order in which they are asked: the surest marks first, text that nobody knows last. The
/// formats hold what all files of a run share: make one catalogue a run.
/// </summary>
public sealed class LogFormats
{
    /// <summary>Makes the formats.</summary>
    public LogFormats()
    {
        var lines = new LineKnowledge(ContentStore.Embedded);
        var delimited = new DelimitedKnowledge(ContentStore.Embedded);
        All =
        [
            new EvtxFormat(),
            new LaurelFormat(),
            new JsonFormat([.. JsonDialects.All, new KnownJson(JsonLogLoader.Load(ContentStore.Embedded))], lines),
            new AuditFormat(),
            new ZeekTsvFormat(),
            new CefFormat(lines),
            new FieldsFormat(delimited),
            new HeaderlessFormat(delimited),
            new DnsDebugFormat(lines),
            new LeasesFormat(),
            new NpsXmlFormat(lines),
            new RadiusDetailFormat(),
            new SquidFormat(),
            new ProgramLogFormat(lines),
            new WebLogFormat(lines),
            new SyslogFormat(lines),
            new CsvFormat(delimited),
            new TextFormat(),
        ];
    }

    /// <summary>The formats.</summary>
    public ImmutableArray<LogFormat> All { get; }

    /// <summary>The format of a file with this head; null when none reads it.</summary>
    public LogFormat? Of(in LogHead head)
    {
        foreach (var format in All)
        {
            if (format.Recognizes(head))
                return format;
        }

        return null;
    }
}
