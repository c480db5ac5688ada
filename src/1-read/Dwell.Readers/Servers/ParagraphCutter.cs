using Dwell.Readers.Logs;

namespace Dwell.Readers.Servers;

/// <summary>Cuts text whose records are paragraphs: behind the last mark that ends one, else at a line end.</summary>
internal sealed class ParagraphCutter(LogFile file, byte[] mark, object? state, int blockBytes = LogBlock.UsualBytes) : LineCutter(file, blockBytes)
{
    /// <inheritdoc/>
    protected override int EndOf(LogBlock block)
    {
        if (Encoding.Wide is not null)
            return base.EndOf(block);
        var text = block.Bytes.Span;
        var end = text.LastIndexOf(mark);
        if (end >= 0)
            return end + mark.Length;

        // A paragraph of this size is none: its lines are.
        return text.Length >= MostParagraphBytes ? base.EndOf(block) : 0;
    }

    /// <inheritdoc/>
    protected override void OnBlock(LogBlock block) => block.State = state;

    private const int MostParagraphBytes = 4 * 1024 * 1024;
}
