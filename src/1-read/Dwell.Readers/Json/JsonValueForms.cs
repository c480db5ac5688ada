using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Json;

/// <summary>Writes values as the records of other readers have them.</summary>
internal static class JsonValueForms
{
    private const int GuidLength = 36;
    private const int MaskDigits = 18;

    // winmeta.xml: the keyword of the classic log, and of what was audited.
    private const ulong AuditSuccess = 0x8020_0000_0000_0000;
    private const ulong AuditFailure = 0x8010_0000_0000_0000;

    public static void Put(SlotRecord record, int slot, ReadOnlySpan<byte> value, JsonValueForm form)
    {
        switch (form)
        {
            case JsonValueForm.Guid when TryGuid(value, out var guid):
                Ascii.ToUpper(guid, record.AddOwn(slot, guid.Length), out _);
                break;
            case JsonValueForm.Mask when TryMask(value, out var mask):
                Span<byte> text = stackalloc byte[MaskDigits];
                mask.TryFormat(text[2..], out var written, "x", CultureInfo.InvariantCulture);
                "0x"u8.CopyTo(text);
                record.AddOwn(slot, text[..(2 + written)]);
                break;
            case JsonValueForm.WindowsLevel when LevelOf(value) is { IsEmpty: false } level:
                record.AddOwn(slot, level);
                break;
            default:
                record.AddOwn(slot, value);
                break;
        }
    }

    private static bool TryGuid(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> guid)
    {
        guid = value is [(byte)'{', .., (byte)'}'] ? value[1..^1] : value;
        return guid.Length == GuidLength && guid[8] == '-' && guid[13] == '-' && guid[18] == '-' && guid[23] == '-' && Ascii.IsValid(guid);
    }

    // Exporters write the 64 bits as a hex, an unsigned or a signed number.
    private static bool TryMask(ReadOnlySpan<byte> value, out ulong mask)
    {
        if (value.StartsWith("0x"u8) || value.StartsWith("0X"u8))
            return Utf8Parser.TryParse(value[2..], out mask, out var hex, 'x') && hex == value.Length - 2;
        if (Utf8Parser.TryParse(value, out mask, out var read) && read == value.Length)
            return true;
        var isSigned = Utf8Parser.TryParse(value, out long signed, out read) && read == value.Length;
        mask = isSigned ? (ulong)signed : value.SequenceEqual("Audit Success"u8) ? AuditSuccess : value.SequenceEqual("Audit Failure"u8) ? AuditFailure : 0;
        return isSigned || mask != 0;
    }

    // winmeta.xml: win:LogAlways … win:Verbose.
    private static ReadOnlySpan<byte> LevelOf(ReadOnlySpan<byte> name)
    {
        Span<byte> lower = stackalloc byte[16];
        if (name.Length > lower.Length || Ascii.ToLower(name, lower, out var written) != System.Buffers.OperationStatus.Done)
            return default;
        lower = lower[..written];
        return lower.SequenceEqual("information"u8) || lower.SequenceEqual("info"u8) ? "4"u8
            : lower.SequenceEqual("warning"u8) || lower.SequenceEqual("warn"u8) ? "3"u8
            : lower.SequenceEqual("error"u8) ? "2"u8
            : lower.SequenceEqual("critical"u8) ? "1"u8
            : lower.SequenceEqual("verbose"u8) || lower.SequenceEqual("debug"u8) ? "5"u8
            : lower.SequenceEqual("logalways"u8) ? "0"u8
            : default;
    }
}
