using Dwell.Evidence;

namespace Dwell.Readers.Logs;

/// <summary>Text that no other format knows: a record a line.</summary>
public sealed class TextFormat : LogFormat
{
    /// <summary>Its name.</summary>
    public const string FormatName = "text";

    /// <inheritdoc/>
    public override string Name => FormatName;

    /// <inheritdoc/>
    public override string Title => "text lines";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head) => head.Content is EvidenceFormat.Text or EvidenceFormat.Json or EvidenceFormat.Xml;

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new LineCutter(file);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new Reader(tools);

    private sealed class Reader(ReaderTools tools) : LineBlockReader(tools)
    {
        private readonly PlainLines _lines = new(tools.Shapes);

        protected override LineResult TryRead(in LogLine line)
        {
            _lines.Fill(Slots, line);
            return LineResult.Record;
        }
    }
}
