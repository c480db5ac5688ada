using System.Collections.Immutable;
using Dwell.Content.Mappings;
using Dwell.Facts.Store;
using Dwell.Model.Facts;
using Dwell.Model.Records;

namespace Dwell.Facts.Mapping;

/// <summary>A column's sources with their fields bound to one shape.</summary>
internal sealed class BoundColumn
{
    private readonly string? _constant;
    private readonly ImmutableArray<BoundSource> _sources;

    public BoundColumn(Shape shape, ColumnMapping mapping)
    {
        Column = mapping.Column;
        _constant = mapping.Constant;
        _sources =
        [
            .. mapping.Sources.Select(source =>
                new BoundSource(source, [.. source.Fields.Select(field => BoundField.Of(shape, field))])),
        ];
    }

    public FactColumn Column { get; }

    /// <summary>Adds the value of the first source that gives one; false when none does.</summary>
    public bool TryAdd(LogRecord record, MappingScratch scratch, FactRows facts)
    {
        foreach (var source in _sources)
        {
            if (source.MayBePlain && source.Fields[0].TryReadUtf8(record, out var utf8) && Converter.IsPlain(source.Source.Convert, utf8))
            {
                facts.AddUtf8(Column, utf8);
                return true;
            }

            scratch.Buffer.Clear();
            if (!TryWrite(source, record, scratch))
                continue;
            var written = scratch.Buffer.Written;
            if (source.Source.Table is { } table && !TryTranslate(table, source.Source.KeepUnknown, ref written))
                continue;
            facts.Add(Column, scratch.Cut(written));
            return true;
        }

        if (_constant is null)
            return false;
        facts.Add(Column, _constant);
        return true;
    }

    private static bool TryTranslate(ValueTable table, bool keepUnknown, ref ReadOnlySpan<char> text)
    {
        if (!table.TryFind(text, out var word))
            return keepUnknown;
        text = word;
        return word is not null;
    }

    private static bool TryWrite(BoundSource source, LogRecord record, MappingScratch scratch) => source.Source.Convert switch
    {
        ColumnConversion.Account => TryWriteAccount(source.Fields, record, scratch.Buffer),
        ColumnConversion.Path => TryWriteJoined(source.Fields, record, scratch.Buffer),
        ColumnConversion.List => source.Fields[0].TryWriteAll(record, scratch.Buffer),
        ColumnConversion.Labelled => TryWriteLabelled(source, record, scratch.Buffer),
        ColumnConversion.PathQuery => TryWritePathQuery(source.Fields, record, scratch.Buffer),
        ColumnConversion.Url => TryWriteUrl(source.Fields, record, scratch.Buffer),
        ColumnConversion.RegistryKey when source.Fields.Length > 1 => TryWriteRegistryValue(source, record, scratch.Buffer),
        _ => source.Fields[0].TryRead(record, out var text)
            && Converter.TryWrite(source.Source, text, scratch.Codes, scratch.Buffer),
    };

    private static bool TryWriteAccount(ImmutableArray<BoundField> fields, LogRecord record, TextBuffer buffer)
    {
        if (!fields[^1].TryRead(record, out var nameText))
            return false;
        var name = Converter.Meaningful(nameText);
        if (name.IsEmpty)
            return false;

        // Both spans hold: a reader keeps what it handed out until its next record.
        var domain = fields.Length > 1 && fields[0].TryRead(record, out var domainText)
            ? Converter.Meaningful(domainText)
            : default;
        if (domain.IsEmpty || name.Contains('\\'))
        {
            buffer.Append(name);
            return true;
        }

        var at = name.Length - domain.Length - 1;
        if (at > 0 && name[at] == '@' && name[(at + 1)..].Equals(domain, StringComparison.OrdinalIgnoreCase))
            name = name[..at];
        buffer.Append(domain).Append(@"\").Append(name);
        return true;
    }

    private static bool TryWriteJoined(ImmutableArray<BoundField> fields, LogRecord record, TextBuffer buffer)
    {
        foreach (var field in fields)
        {
            if (!field.TryRead(record, out var text))
                continue;
            var part = Converter.Meaningful(text);
            if (part.IsEmpty)
                continue;
            if (buffer.Length > 0)
                buffer.Append(@"\");
            buffer.Append(part);
        }

        return buffer.Length > 0;
    }

    // Event 4657 names the key and the value in two fields; Sysmon has them in one.
    private static bool TryWriteRegistryValue(BoundSource source, LogRecord record, TextBuffer buffer)
    {
        if (!TryWriteJoined(source.Fields, record, buffer))
            return false;
        var path = buffer.Written.ToString();
        buffer.Clear();
        RegistryPath.Write(path, buffer);
        return true;
    }

    private static bool TryWriteLabelled(BoundSource source, LogRecord record, TextBuffer buffer)
    {
        for (var i = 0; i < source.Fields.Length; i++)
        {
            if (!source.Fields[i].TryRead(record, out var text) || Converter.Meaningful(text) is not { IsEmpty: false } value)
                continue;
            if (buffer.Length > 0)
                buffer.Append(",");
            buffer.Append(LabelOf(source.Source.Fields[i].Name)).Append("=").Append(value);
        }

        return buffer.Length > 0;
    }

    // tls.ja3.hash is a ja3; what a property was set to bears the property's name.
    private static ReadOnlySpan<char> LabelOf(string field)
    {
        var name = field.AsSpan();
        foreach (var end in (ReadOnlySpan<string>)[".hash", ".newValue"])
        {
            if (name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                name = name[..^end.Length];
        }

        return name[(name.LastIndexOf('.') + 1)..];
    }

    private static bool TryWriteUrl(ImmutableArray<BoundField> fields, LogRecord record, TextBuffer buffer)
    {
        if (!fields[^1].TryRead(record, out var pathText) || Converter.Meaningful(pathText) is not { IsEmpty: false } path)
            return false;
        if (path[0] == '/' && fields[0].TryRead(record, out var hostText) && Converter.Meaningful(hostText) is { IsEmpty: false } host)
            buffer.Append("http://").Append(host);
        buffer.Append(path);
        return true;
    }

    private static bool TryWritePathQuery(ImmutableArray<BoundField> fields, LogRecord record, TextBuffer buffer)
    {
        if (!fields[0].TryRead(record, out var pathText) || Converter.Meaningful(pathText) is not { IsEmpty: false } path)
            return false;
        buffer.Append(path);
        if (fields[^1].TryRead(record, out var queryText) && Converter.Meaningful(queryText) is { IsEmpty: false } query)
            buffer.Append(query[0] == '?' ? "" : "?").Append(query);
        return true;
    }

    private sealed record BoundSource(ColumnSource Source, ImmutableArray<BoundField> Fields)
    {
        /// <summary>True when bytes of the evidence may be the value as they are.</summary>
        public bool MayBePlain { get; } = Source.Table is null && Fields.Length == 1
            && Source.Convert is ColumnConversion.Text or ColumnConversion.Decimal or ColumnConversion.Port or ColumnConversion.Address;
    }
}
