using System.Globalization;
using Dwell.Evidence;
using Dwell.Model.Context;
using Dwell.Model.Evidence;
using Dwell.Readers;
using Dwell.Readers.Logs;

namespace Dwell.Pipeline.Reading;

/// <summary>
/// All evidence as blocks of records, item after item in the order of the manifest. What can't be opened or read on costs the rest
/// of that item and is reported; nothing of it ends the run. One thread; an item's bytes are open while its blocks are cut.
/// </summary>
/// <param name="source">The evidence.</param>
/// <param name="formats">The formats that recognise it.</param>
/// <param name="context">What its owner says.</param>
/// <param name="report">Hears what was wrong with an item beyond its blocks, when it is done.</param>
/// <param name="recognised">Hears which format reads an item, before its first block.</param>
internal sealed class EvidenceBlocks(
    EvidenceSource source, LogFormats formats, CaseContext context, Action<Diagnostic> report, Action<EvidenceItem, LogFormat>? recognised = null)
{
    private readonly LogSurroundings _around = new(context, source);

    /// <summary>The blocks, numbered from 0; whoever gets one disposes it.</summary>
    public IEnumerable<LogBlock> All()
    {
        long sequence = 0;
        foreach (var item in source.Manifest.Readable)
        {
            using var bytes = TryOpen(item, () => source.Open(item));
            if (bytes is null || TryOpen(item, () => formats.Of(LogHead.Read(item, bytes))) is not { } format)
                continue;
            recognised?.Invoke(item, format);
            using var file = TryOpen(item, () => format.Open(new LogFile(item, bytes, _around)));
            if (file is null)
                continue;
            while (Next(format, file, item, sequence) is { } block)
            {
                sequence++;
                yield return block;
            }

            foreach (var odd in file.Diagnostics)
                report(odd);
        }
    }

    // A disk that fails in the middle of a file costs the rest of that file, not the run.
    private LogBlock? Next(LogFormat format, LogCutter file, EvidenceItem item, long sequence)
    {
        var block = new LogBlock(format, item.Number, sequence);
        try
        {
            if (file.Next(block))
                return block;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            ReportUnreadable(item, failed);
        }

        block.Dispose();
        return null;
    }

    // Files can vanish, lose their permissions or fail after they were listed: that costs the file, not the run.
    private T? TryOpen<T>(EvidenceItem item, Func<T?> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            ReportUnreadable(item, failed);
            return null;
        }
    }

    // In words of ours: the system's message names places of this machine, which don't belong into a report.
    private void ReportUnreadable(EvidenceItem item, Exception failed)
    {
        var reason = failed switch
        {
            FileNotFoundException or DirectoryNotFoundException => "the file is no longer where it was listed",
            UnauthorizedAccessException => "access was denied",
            InvalidOperationException => "what was unpacked of it is no longer there",
            _ => string.Create(CultureInfo.InvariantCulture, $"the system reported error 0x{failed.HResult:X8}"),
        };
        report(new Diagnostic(item.Number, "evidence-unreadable", null, $"Reading stopped: {reason}."));
    }
}
