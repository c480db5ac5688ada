using System.Globalization;
using System.Runtime.InteropServices;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Templates;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Records;

/// <summary>
/// Fills a record's tables from its bytes. The common case (one template instance, one inside it) allocates nothing and
/// looks at each descriptor once.
/// </summary>
internal sealed class RecordBinder(EvtxRecord record, ChunkTemplates templates, DiagnosticSink diagnostics)
{
    private const int DescriptorBytes = 4;

    /// <summary>Binds the BinXML from <paramref name="at"/> to <paramref name="end"/> of the chunk; false when there is none.</summary>
    public bool TryBind(ReadOnlySpan<byte> chunk, int at, int end) => BindFragment(chunk, at, end, 0) >= 0;

    /// <summary>Returns the number of the instance, or -1.</summary>
    private int BindFragment(ReadOnlySpan<byte> chunk, int at, int end, int depth)
    {
        if (at < end && chunk[at] == BinXmlToken.FragmentHeader && end - at > BinXmlToken.FragmentHeaderBytes)
            at += BinXmlToken.FragmentHeaderBytes;
        if (at >= end)
            return -1;
        return chunk[at] == BinXmlToken.TemplateInstance
            ? BindInstance(chunk, at, end, depth)
            : BindWithoutTemplate(chunk, at, end, depth);
    }

    private int BindInstance(ReadOnlySpan<byte> chunk, int at, int end, int depth)
    {
        if (!InstanceLayout.TryRead(chunk, at, end, out var layout))
        {
            Report(EvtxDiagnosticCodes.RecordValues, at, "A template instance does not fit into its record.");
            return -1;
        }

        var template = templates.Find(chunk, layout.DefinitionOffset, layout.TemplateId, layout.Count, isNested: depth > 0);
        if (template.IsPlaceholder || template.IsDamaged)
            ReportTemplate(template, at, layout);
        var needed = Math.Max(layout.Count, template.SlotCount) + template.Embedded.Length;
        var values = record.AddInstance(template, needed, (int)layout.DefinitionOffset, out var instance);
        if (instance < 0)
        {
            Report(EvtxDiagnosticCodes.LimitHit, at, "A record has more template instances or values than are read.");
            return -1;
        }

        var descriptors = MemoryMarshal.Cast<byte, uint>(chunk.Slice(layout.Descriptors, layout.Count * DescriptorBytes));
        var hasNested = false;
        var offset = layout.Values;
        for (var i = 0; i < descriptors.Length; i++)
        {
            var descriptor = descriptors[i];
            var length = (int)(descriptor & 0xFFFF);
            var type = (EvtxValueType)(byte)(descriptor >> 16);
            values[i] = new EvtxValue(offset, length, type);
            offset += length;
            hasNested |= type == EvtxValueType.BinXml;
        }

        values[descriptors.Length..].Clear();
        if (offset > end)
            CutValues(values, at, end);
        if (hasNested)
            BindNested(chunk, instance, depth);
        if (!template.Embedded.IsEmpty)
            BindEmbedded(chunk, instance, (int)layout.DefinitionOffset + BinXmlToken.DefinitionHeadBytes, depth);
        return instance;
    }

    private void BindNested(ReadOnlySpan<byte> chunk, int instance, int depth)
    {
        var (_, first, count, _) = record.Instances[instance];
        for (var i = first; i < first + count; i++)
        {
            var value = record.GetValue(i);
            if (value.Type == EvtxValueType.BinXml && value.Length > 0)
                BindValue(chunk, i, value, depth);
        }
    }

    private void BindValue(ReadOnlySpan<byte> chunk, int index, EvtxValue value, int depth)
    {
        if (depth + 1 >= EvtxLimits.InstanceDepth)
        {
            Report(EvtxDiagnosticCodes.LimitHit, value.Offset, "BinXML values are nested deeper than is read.");
            return;
        }

        var nested = BindFragment(chunk, value.Offset, value.Offset + value.Length, depth + 1);
        if (nested > 0)
            record.SetValue(index, new EvtxValue(value.Offset, value.Length, EvtxValueType.BinXml, (byte)nested));
    }

    /// <summary>Template instances that stand in a template become values behind the record's own.</summary>
    private void BindEmbedded(ReadOnlySpan<byte> chunk, int instance, int start, int depth)
    {
        var (template, first, count, _) = record.Instances[instance];
        var index = first + count - template.Embedded.Length;
        foreach (var offset in template.Embedded)
        {
            if (InstanceLayout.TryMeasure(chunk, start + offset, chunk.Length, out var length) && length <= ushort.MaxValue)
                BindValue(chunk, index, new EvtxValue(start + offset, length, EvtxValueType.BinXml), depth);
            index++;
        }
    }

    /// <summary>Elements that stand in a record or value without a template: compiled for this record alone.</summary>
    private int BindWithoutTemplate(ReadOnlySpan<byte> chunk, int at, int end, int depth)
    {
        if (chunk[at] == BinXmlToken.EndOfStream)
            return -1;
        var template = templates.CompileFragment(chunk, at, end - at, hasDependencyIds: depth == 0);
        if (template is null || template.Nodes.IsEmpty)
        {
            Report(EvtxDiagnosticCodes.TemplateDamaged, at, "BinXML without a template could not be read.");
            return -1;
        }

        if (template.IsDamaged)
            Report(EvtxDiagnosticCodes.TemplateDamaged, at, "BinXML without a template ends early.");
        var values = record.AddInstance(template, template.SlotCount + template.Embedded.Length, 0, out var instance);
        if (instance < 0)
        {
            Report(EvtxDiagnosticCodes.LimitHit, at, "A record has more template instances or values than are read.");
            return -1;
        }

        values.Clear();
        if (!template.Embedded.IsEmpty)
            BindEmbedded(chunk, instance, at, depth);
        return instance;
    }

    private void CutValues(Span<EvtxValue> values, int at, int end)
    {
        foreach (ref var value in values)
        {
            if (value.Length > end - value.Offset)
                value = default;
        }

        Report(EvtxDiagnosticCodes.RecordValues, at, "Values reach behind the end of their record; those are read as null.");
    }

    private void ReportTemplate(EvtxTemplate template, int at, in InstanceLayout layout)
    {
        var (code, what) = template.IsPlaceholder
            ? (EvtxDiagnosticCodes.TemplateMissing, "is not there; the values are kept without their names")
            : (EvtxDiagnosticCodes.TemplateDamaged, "ends early or is damaged; what could be read of it is used");
        Report(code, at, string.Create(
            CultureInfo.InvariantCulture,
            $"The template {layout.TemplateId:X8} at chunk offset {layout.DefinitionOffset} {what}."));
    }

    private void Report(string code, int at, string sentence)
    {
        record.MarkPartial();

        // Recovered records are remains; that many of them lack something is said once a chunk, by the reader.
        if (record.Recovered)
            return;
        var where = string.Create(CultureInfo.InvariantCulture, $"Record {record.Id}: {sentence}");
        diagnostics.Add(code, record.ChunkOffset + at, record.ChunkIndex, where);
    }
}
