using Dwell.Readers.Logs;

namespace Dwell.Readers.Zeek;

/// <summary>Cuts a log at its rows and carries the header from block to block, also where another one begins in the middle.</summary>
internal sealed class ZeekTsvCutter : LineCutter
{
    private ZeekHeader _header;

    public ZeekTsvCutter(LogFile file, int blockBytes)
        : base(file, blockBytes) => _header = ZeekTsvFormat.FirstHeaderOf(LogHead.Read(file.Item, file.Bytes));

    protected override void OnBlock(LogBlock block)
    {
        block.State = _header;
        _header = ZeekHeaderLines.Read(_header, block.Bytes.Span, block.Offset, block.Encoding);
    }
}
