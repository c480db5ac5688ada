using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Json;

/// <summary>
/// JSON, whatever wrote it: an object is a record, whether objects stand in lines, one behind another, in an array, or in what an
/// exporter puts around them. Which log a record is of, is decided record by record (see <see cref="JsonDialect"/>).
/// </summary>
public sealed class JsonFormat : LogFormat
{
    private const int LinesLookedAt = 32;
    private readonly int _blockBytes;
    private readonly LineKnowledge? _lines;

    /// <summary>
    /// Reads with these dialects, asked in their order. The messages of logging services are read by the patterns of
    /// <paramref name="lines"/>; without, they are records of their fields alone.
    /// </summary>
    public JsonFormat(ImmutableArray<JsonDialect> dialects, LineKnowledge? lines = null, int blockBytes = LogBlock.UsualBytes)
    {
        Dialects = dialects;
        _lines = lines;
        _blockBytes = blockBytes;
    }

    /// <inheritdoc/>
    public override string Name => "json";

    /// <inheritdoc/>
    public override string Title => "JSON";

    /// <summary>What is known of logs in JSON.</summary>
    public ImmutableArray<JsonDialect> Dialects { get; }

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content is not (EvidenceFormat.Json or EvidenceFormat.Text))
            return false;
        var (json, other) = Count(head);
        return json > other || (head.Content == EvidenceFormat.Json && BeginsRecords(head.Text));
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file)
    {
        var (json, other) = Count(LogHead.Read(file.Item, file.Bytes));
        return new JsonCutter(file, isLines: json > other, _blockBytes);
    }

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new JsonBlockReader(tools, Dialects, _lines);

    /// <inheritdoc/>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces) =>
        pieces.IsDefaultOrEmpty
            ? null
            : LogBlock.OfPiece(this, file, pieces[0], new JsonBlockState(IsLines: false, WrapperDepth: 0, file.Item.Path));

    // How many of the first lines are a JSON object each, and how many are not.
    private static (int Json, int Other) Count(in LogHead head)
    {
        var scanner = new JsonScanner(new JsonNames());
        var (json, other) = (0, 0);
        foreach (var line in head.Lines(LinesLookedAt))
        {
            var text = line.Trim(" \t\0"u8);
            if (text.IsEmpty)
                continue;
            var isRecord = text[0] == '{' && scanner.Scan(text.ToArray(), 0, text.Length) is JsonScan.Record && scanner.At == text.Length;
            json += isRecord ? 1 : 0;
            other += isRecord ? 0 : 1;
        }

        return (json, other);
    }

    // {", {}, [{, [[ or []: logs have other lines that begin with a bracket.
    private static bool BeginsRecords(ReadOnlySpan<byte> text)
    {
        var rest = text.TrimStart(" \t\r\n"u8);
        if (rest.Length < 2)
            return false;
        var inner = rest[1..].TrimStart(" \t\r\n"u8);
        return !inner.IsEmpty && (rest[0], inner[0]) is ((byte)'{', (byte)'"' or (byte)'}') or ((byte)'[', (byte)'{' or (byte)'[' or (byte)']');
    }
}
