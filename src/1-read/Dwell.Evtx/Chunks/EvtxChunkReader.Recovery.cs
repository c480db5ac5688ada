using System.Buffers.Binary;
using Dwell.Evtx.Damage;

namespace Dwell.Evtx.Chunks;

/// <content>Looks for records where the chunk declares none: behind a torn one, and in unused space.</content>
public sealed partial class EvtxChunkReader
{
    private const uint RecordSignature = 0x00002A2A;
    private bool _singleRecord;
    private int _recoveredPartial;

    private static ReadOnlySpan<byte> RecordSignatureBytes => [0x2A, 0x2A, 0x00, 0x00];

    /// <summary>
    /// Goes to the next signature that begins a whole record: both copies of its length are there and equal. Remains of
    /// overwritten records fail that, as do stray signatures in texts.
    /// </summary>
    private bool TryRecover(ReadOnlySpan<byte> chunk)
    {
        var end = _phase == Phase.Torn ? _liveEnd : chunk.Length;
        while (_at < end)
        {
            var next = chunk[_at..end].IndexOf(RecordSignatureBytes);
            if (next < 0)
                break;
            _at += next;
            if (TryReadHead(chunk, _at, end, out var length) is null && HasLengthCopy(chunk, length))
            {
                if (Give(chunk, length, isRecovered: true))
                    return true;
            }
            else
            {
                _at++;
            }
        }

        _at = end;
        _phase = _phase == Phase.Torn ? Phase.Slack : Phase.Done;
        if (_phase == Phase.Done)
            ReportRecovered();
        return false;
    }

    private bool HasLengthCopy(ReadOnlySpan<byte> chunk, int length) =>
        BinaryPrimitives.ReadUInt32LittleEndian(chunk[(_at + length - LengthCopyBytes)..]) == (uint)length;

    private void ReportRecovered()
    {
        if (RecoveredCount > 0)
        {
            Report(
                EvtxDiagnosticCodes.RecordsRecovered,
                0,
                $"{RecoveredCount} records were found in unused or damaged space, {_recoveredPartial} of them only in part; they are marked recovered.");
        }
    }
}
