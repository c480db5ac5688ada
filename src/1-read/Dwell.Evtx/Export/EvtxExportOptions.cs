namespace Dwell.Evtx.Export;

/// <summary>What records are written as.</summary>
public enum EvtxExportFormat
{
    /// <summary>One JSON object a line; see <see cref="Rendering.EvtxJson"/>.</summary>
    JsonLines,

    /// <summary>One XML document, an <c>Event</c> a line inside <c>Events</c>; see <see cref="Rendering.EvtxXml"/>.</summary>
    Xml,
}

/// <summary>How to export.</summary>
public sealed record EvtxExportOptions
{
    /// <summary>The defaults.</summary>
    public static EvtxExportOptions Default { get; } = new();

    /// <summary>JSON lines.</summary>
    public EvtxExportFormat Format { get; init; } = EvtxExportFormat.JsonLines;

    /// <summary>
    /// Also write recovered records, marked (<c>"Recovered":true</c> beside <c>Event</c>; a comment before the element). Off:
    /// whoever counts events would count what the log no longer holds.
    /// </summary>
    public bool WithRecovered { get; init; }

    /// <summary>Threads that render; the output is the same for any number. At least 1; all cores.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How to read.</summary>
    public EvtxReadOptions Reading { get; init; } = EvtxReadOptions.Default;
}

/// <summary>How far an export or a count has come: bytes read from the (unpacked) input, records seen.</summary>
public readonly record struct EvtxProgress(long Bytes, long Records);
