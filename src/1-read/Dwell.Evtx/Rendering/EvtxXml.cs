using Dwell.Evtx.Records;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Rendering;

/// <summary>
/// Writes records as XML (1.0, UTF-8, on one line, without a declaration), as Windows' own viewer shows them: times with
/// seven digits, white space kept. Attributes without a value are left out; an array repeats its element. Characters
/// that XML can't hold become U+FFFD. Names that are none have <c>_</c> in place of what is not allowed.
/// </summary>
public static class EvtxXml
{
    private const int FractionDigits = 7;

    /// <summary>
    /// Adds the record to <paramref name="output"/>; false, and nothing added, when it would be longer than
    /// <see cref="EvtxLimits.RenderedBytesPerRecord"/>.
    /// </summary>
    public static bool TryAppend(EvtxRecord record, Utf8Output output)
    {
        var start = output.Length;
        if (TryAppendInstance(record, 0, output, start + EvtxLimits.RenderedBytesPerRecord))
            return true;
        output.Truncate(start);
        return false;
    }

    private static bool TryAppendInstance(EvtxRecord record, int number, Utf8Output output, int mostLength)
    {
        var instance = record.Instances[number];
        var program = XmlProgram.Of(instance.Template);
        ReadOnlySpan<byte> literals = program.Bytes;
        foreach (ref readonly var step in program.Steps.AsSpan())
        {
            if (step.Kind != XmlStepKind.Literal)
            {
                var slot = step.Kind == XmlStepKind.Embedded
                    ? instance.ValueCount - instance.Template.Embedded.Length + step.Slot
                    : step.Slot;
                var value = record.ValueAt(instance, slot);
                if (value.Instance > number ? !TryAppendNested(record, value, step.Kind, output, mostLength)
                    : !value.IsNull && !TryAppendValue(record, value, step, literals, output))
                    return false;
            }

            output.AppendLiteral(literals, step.Start, step.End);
            if (output.Length > mostLength)
                return false;
        }

        return true;
    }

    private static bool TryAppendNested(EvtxRecord record, EvtxValue value, XmlStepKind kind, Utf8Output output, int mostLength) =>
        kind is not (XmlStepKind.Content or XmlStepKind.Embedded) || TryAppendInstance(record, value.Instance, output, mostLength);

    private static bool TryAppendValue(
        EvtxRecord record, EvtxValue value, in XmlStep step, ReadOnlySpan<byte> literals, Utf8Output output)
    {
        var bytes = record.BytesOf(value);
        var extra = literals[step.ExtraStart..step.ExtraEnd];
        switch (step.Kind)
        {
            case XmlStepKind.Content when value.IsArray:
                AppendItems<XmlTextSpecials>(output, bytes, value.Type, extra.IsEmpty ? ","u8 : extra);
                break;
            case XmlStepKind.Content when value.Type != EvtxValueType.BinXml:
                Utf8Values.Append<XmlTextSpecials>(output, bytes, value.Type, FractionDigits);
                break;
            case XmlStepKind.Attribute:
                output.Append(extra);
                AppendAttribute(output, bytes, value);
                output.Append((byte)'"');
                break;
            case XmlStepKind.AttributeText:
                AppendAttribute(output, bytes, value);
                break;
            default:
                break;
        }

        return true;
    }

    private static void AppendAttribute(Utf8Output output, ReadOnlySpan<byte> bytes, EvtxValue value)
    {
        if (value.IsArray)
            AppendItems<XmlAttributeSpecials>(output, bytes, value.Type, ","u8);
        else
            Utf8Values.Append<XmlAttributeSpecials>(output, bytes, value.Type, FractionDigits);
    }

    private static void AppendItems<TSpecials>(
        Utf8Output output, ReadOnlySpan<byte> bytes, EvtxValueType type, ReadOnlySpan<byte> separator)
        where TSpecials : struct, ISpecials
    {
        var isFirst = true;
        foreach (var item in new ArrayItems(bytes, type))
        {
            if (!isFirst)
                output.Append(separator);
            Utf8Values.Append<TSpecials>(output, item, type & ~EvtxValueType.Array, FractionDigits);
            isFirst = false;
        }
    }
}
