using System.Buffers.Text;
using Dwell.Evtx.Records;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Rendering;

/// <summary>
/// Writes records as JSON objects on one line, in the form that analysts' tools agree on:
/// <c>{"Event":{"#attributes":{…},"System":{…},"EventData":{…}}}</c>. Attributes stand under <c>#attributes</c>, text beside
/// them under <c>#text</c>; <c>Data Name="X"</c> is the key X; numbers and booleans are such, times have six digits, an
/// element without anything is null. Texts lose white space at their end, as in those tools; XML and fields keep it.
/// Several elements of one name are one array, in their order; several <c>Data</c> without a name are
/// <c>"Data":{"#text":[…]}</c>.
/// </summary>
public static class EvtxJson
{
    private const int FractionDigits = 6;

    /// <summary>
    /// Adds the record to <paramref name="output"/>; false, and nothing added, when it would be longer than
    /// <see cref="EvtxLimits.RenderedBytesPerRecord"/>.
    /// </summary>
    public static bool TryAppend(EvtxRecord record, Utf8Output output)
    {
        var start = output.Length;
        output.Append((byte)'{');
        if (TryAppendMembers(record, 0, output, start + EvtxLimits.RenderedBytesPerRecord, default))
        {
            output.Append((byte)'}');
            return true;
        }

        output.Truncate(start);
        return false;
    }

    private static bool TryAppendMembers(EvtxRecord record, int number, Utf8Output output, int mostLength, in Around around)
    {
        var instance = record.Instances[number];
        var program = JsonProgram.Of(instance.Template);
        ReadOnlySpan<byte> literals = program.Bytes;
        var attributesStart = 0;
        var isWrapped = false;
        foreach (ref readonly var step in program.Steps.AsSpan())
        {
            switch (step.Kind)
            {
                case JsonStepKind.Literal:
                    break;
                case JsonStepKind.Value or JsonStepKind.Item or JsonStepKind.PlainData:
                    if (!TryAppendContent(record, number, record.ValueAt(instance, step.Slot), step.Kind, output, mostLength))
                        return false;
                    break;
                case JsonStepKind.Attribute:
                    AppendAttribute(record, record.ValueAt(instance, step.Slot), literals[step.ExtraStart..step.ExtraEnd], output);
                    break;
                case JsonStepKind.AttributesBegin:
                    attributesStart = output.Length;
                    output.Append("{\"#attributes\":{"u8);
                    break;
                case JsonStepKind.AttributesEnd:
                    EndAttributes(output, attributesStart);
                    break;
                case JsonStepKind.AttributesEndText:
                    isWrapped = TryKeepAttributes(output, attributesStart, "},\"#text\":"u8);
                    break;
                case JsonStepKind.TextEnd:
                    if (isWrapped)
                        output.Append((byte)'}');
                    break;
                case JsonStepKind.AttributesEndChildren:
                    if (!TryKeepAttributes(output, attributesStart, "}"u8))
                        output.Append((byte)'{');
                    break;
                case JsonStepKind.ChildrenEnd:
                    EndObject(output);
                    break;
                case JsonStepKind.Comma:
                    Separate(output);
                    break;
                case JsonStepKind.RootKey:
                    AppendRootKey(record, literals[step.ExtraStart..step.ExtraEnd], program.RootKeys[step.Slot], around, output);
                    break;
                case JsonStepKind.Text:
                    AppendText(record, record.ValueAt(instance, step.Slot), output);
                    break;
                case JsonStepKind.Members:
                    var nested = new Around(program.Holders[step.Holder], number);
                    if (!TryAppendHeld(record, number, SlotOf(instance, step.Slot), nested, output, mostLength))
                        return false;
                    break;
                default:
                    throw new InvalidOperationException($"No such step: {step.Kind}.");
            }

            output.AppendLiteral(literals, step.Start, step.End);
            if (output.Length > mostLength)
                return false;
        }

        return true;
    }

    private static int SlotOf(in EvtxInstance instance, int slot) =>
        slot >= 0 ? slot : instance.ValueCount - instance.Template.Embedded.Length - slot - 1;

    private static bool TryAppendContent(
        EvtxRecord record, int number, EvtxValue value, JsonStepKind kind, Utf8Output output, int mostLength)
    {
        if (value.Instance > number)
        {
            output.Append((byte)'{');
            if (!TryAppendMembers(record, value.Instance, output, mostLength, default))
                return false;
            EndObject(output);
            return true;
        }

        if (!value.IsArray || value.IsNull)
        {
            AppendValue(output, record.BytesOf(value), value.IsNull ? EvtxValueType.Null : value.Type);
            return true;
        }

        var (open, close) = kind switch
        {
            JsonStepKind.Item => ("", ""),
            JsonStepKind.PlainData => ("{\"#text\":[", "]}"),
            _ => ("[", "]"),
        };
        output.AppendAscii(open);
        AppendItems(output, record.BytesOf(value), value.Type);
        output.AppendAscii(close);
        return true;
    }

    private static void AppendItems(Utf8Output output, ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        var isFirst = true;
        foreach (var item in new ArrayItems(bytes, type))
        {
            if (!isFirst)
                output.Append((byte)',');
            AppendValue(output, item, type & ~EvtxValueType.Array);
            isFirst = false;
        }
    }

    private static void AppendValue(Utf8Output output, ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        switch (type)
        {
            case EvtxValueType.String:
                output.Append((byte)'"');
                Utf8Escaping.Append<JsonSpecials>(output, ValueText.Characters(bytes).TrimEnd());
                output.Append((byte)'"');
                break;
            case EvtxValueType.Null:
                output.Append("null"u8);
                break;
            case EvtxValueType.Bool when ValueText.TryReadUnsigned(bytes, out var truth):
                output.Append(truth != 0 ? "true"u8 : "false"u8);
                break;
            case EvtxValueType.Real32 or EvtxValueType.Real64 when TryAppendReal(output, bytes, type):
            case not (EvtxValueType.Real32 or EvtxValueType.Real64) when Utf8Values.TryAppendInteger(output, bytes, type):
                break;
            default:
                output.Append((byte)'"');
                Utf8Values.Append<JsonSpecials>(output, bytes, type, FractionDigits);
                output.Append((byte)'"');
                break;
        }
    }

    /// <summary>JSON knows no infinities and no NaN; those are strings.</summary>
    private static bool TryAppendReal(Utf8Output output, ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        const int MostDigits = 32;
        var isSingle = type == EvtxValueType.Real32;
        if (bytes.Length != (isSingle ? 4 : 8))
            return false;
        var number = isSingle ? BitConverter.ToSingle(bytes) : BitConverter.ToDouble(bytes);
        if (!double.IsFinite(number))
            return false;
        var isWritten = isSingle
            ? Utf8Formatter.TryFormat((float)number, output.Reserve(MostDigits), out var written)
            : Utf8Formatter.TryFormat(number, output.Reserve(MostDigits), out written);
        output.Advance(isWritten ? written : 0);
        return isWritten;
    }

    private static void AppendAttribute(EvtxRecord record, EvtxValue value, ReadOnlySpan<byte> key, Utf8Output output)
    {
        if (value.IsNull)
            return;
        Separate(output);
        output.Append(key);
        var bytes = record.BytesOf(value);
        if (!value.IsArray)
        {
            AppendValue(output, bytes, value.Type);
            return;
        }

        output.Append((byte)'[');
        AppendItems(output, bytes, value.Type);
        output.Append((byte)']');
    }

    private static void AppendText(EvtxRecord record, EvtxValue value, Utf8Output output)
    {
        if (value.IsNull)
            return;
        var bytes = record.BytesOf(value);
        if (!value.IsArray)
        {
            Utf8Values.Append<JsonSpecials>(output, bytes, value.Type, FractionDigits);
            return;
        }

        var isFirst = true;
        foreach (var item in new ArrayItems(bytes, value.Type))
        {
            if (!isFirst)
                output.Append((byte)',');
            Utf8Values.Append<JsonSpecials>(output, item, value.Type & ~EvtxValueType.Array, FractionDigits);
            isFirst = false;
        }
    }

    /// <summary>The elements inside a value; a value that holds none but has a text is that text.</summary>
    private static bool TryAppendHeld(
        EvtxRecord record, int number, int slot, in Around around, Utf8Output output, int mostLength)
    {
        var value = record.ValueAt(record.Instances[number], slot);
        if (value.Instance > number)
            return TryAppendMembers(record, value.Instance, output, mostLength, around);
        if (value.IsNull || value.Type == EvtxValueType.BinXml)
            return true;
        Separate(output);
        output.Append("\"#text\":"u8);
        return TryAppendContent(record, number, value, JsonStepKind.Value, output, mostLength);
    }

    private static void AppendRootKey(EvtxRecord record, ReadOnlySpan<byte> utf8, string key, in Around around, Utf8Output output)
    {
        output.Append((byte)'"');
        output.Append(utf8);
        if (around.Holder is not null && CountTaken(record, key, around) is > 0 and var count)
        {
            output.Append((byte)'_');
            Utf8Formatter.TryFormat(count, output.Reserve(11), out var digits);
            output.Advance(digits);
        }

        output.Append((byte)'"');
    }

    /// <summary>How often the object that these members join has the key already.</summary>
    private static int CountTaken(EvtxRecord record, string key, in Around around)
    {
        var count = 0;
        foreach (var sibling in around.Holder!.Siblings)
            count += sibling == key ? 1 : 0;
        foreach (var slot in around.Holder.Earlier)
        {
            var instance = record.Instances[around.Instance];
            var child = record.ValueAt(instance, SlotOf(instance, slot)).Instance;
            if (child > around.Instance && JsonProgram.Of(record.Instances[child].Template).RootKeys.Contains(key))
                count++;
        }

        return count;
    }

    private static void Separate(Utf8Output output)
    {
        if (output.Last != (byte)'{')
            output.Append((byte)',');
    }

    private static void EndAttributes(Utf8Output output, int start)
    {
        if (TryKeepAttributes(output, start, "}}"u8))
            return;
        output.Append("null"u8);
    }

    /// <summary>Ends the attributes; when none was written takes their beginning back and returns false.</summary>
    private static bool TryKeepAttributes(Utf8Output output, int start, ReadOnlySpan<byte> end)
    {
        if (output.Last != (byte)'{')
        {
            output.Append(end);
            return true;
        }

        output.Truncate(start);
        return false;
    }

    private static void EndObject(Utf8Output output)
    {
        if (output.Last == (byte)'{')
        {
            output.Truncate(output.Length - 1);
            output.Append("null"u8);
        }
        else
        {
            output.Append((byte)'}');
        }
    }

    /// <summary>The object that members join: its holder, and the instance that the holder's slots belong to.</summary>
    private readonly record struct Around(JsonHolder? Holder, int Instance);
}
