using Dwell.Readers.Logs;

namespace Dwell.Readers.Json;

/// <summary>What a block of JSON needs to know: how it is written, and the name of its file as a hint.</summary>
internal sealed record JsonBlockState(bool IsLines, int WrapperDepth, string Path);

/// <summary>
/// Cuts JSON at the ends of records. Where each record is a line, line ends are all that is looked at; else the records themselves
/// are.
/// </summary>
internal sealed class JsonCutter : LineCutter
{
    private readonly bool _isLines;
    private readonly JsonScanner _scanner = new(new JsonNames());
    private readonly JsonStream _stream;
    private JsonWide? _wide;
    private JsonBlockState _state;
    private JsonBlockState? _following;

    public JsonCutter(LogFile file, bool isLines, int blockBytes)
        : base(file, blockBytes)
    {
        _isLines = isLines;
        _stream = new JsonStream(_scanner);
        _state = new JsonBlockState(isLines, 0, file.Item.Path);
    }

    protected override int EndOf(LogBlock block)
    {
        if (_isLines)
            return base.EndOf(block);
        var (bytes, length) = (block.Buffer, block.Length);
        if (Encoding.Wide is { } wide)
        {
            _wide ??= new JsonWide();
            _wide.Open(block.Bytes.Span, wide);
            (bytes, length) = (_wide.Bytes, _wide.Length);
        }

        _stream.Open(bytes, 0, length, _state.WrapperDepth, isLines: false);
        var end = 0;
        var depth = _state.WrapperDepth;
        while (_stream.MoveNext(out var item) && item != JsonItem.Cut)
        {
            // A line that may go on behind the block is not taken.
            if (item == JsonItem.Text && _stream.At >= length)
                break;
            (end, depth) = (_stream.At, _stream.WrapperDepth);
        }

        _following = depth == _state.WrapperDepth ? _state : _state with { WrapperDepth = depth };
        return _wide is null ? end : _wide.PlaceOf(end);
    }

    protected override void OnBlock(LogBlock block)
    {
        block.State = _state;
        _state = _following ?? _state;
        _following = null;
    }
}
