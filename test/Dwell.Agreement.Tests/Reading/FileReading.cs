using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers;
using Dwell.Readers.Logs;

namespace Dwell.Tests.Reading;

/// <summary>
/// Reads files as the pipeline does: the format is found by content, the records are mapped to facts. The name of a file is not
/// given to the readers, unless a test says one (a date in it tells the year).
/// </summary>
internal sealed class FileReading
{
    // Lines without a year were asserted in the year in which the assertions were made; a date of rotation says it.
    private const string Place = "evidence/file.log-20261231";

    private readonly LogFormats _formats = new();
    private readonly MappingPlan _plan = new(MappingLoader.Load(ContentStore.Embedded));

    /// <summary>All records of a file; empty when no format reads it.</summary>
    public List<ReadRecord> Read(string path, LogSurroundings? around = null) => Read(File.ReadAllBytes(path), around);

    /// <summary>As <see cref="Read(string, LogSurroundings?)"/>, of bytes at hand.</summary>
    public List<ReadRecord> Read(byte[] content, LogSurroundings? around = null, string path = Place)
    {
        var records = new List<ReadRecord>();
        var item = ItemOf(content, path);
        using var bytes = new Held(content);
        if (_formats.Of(LogHead.Read(item, bytes)) is not { } format)
            return records;
        var mapper = new FactMapper(_plan);
        var rows = new FactRows();
        var reader = format.CreateReader(new ReaderTools(new ShapeTable()));
        using var cutter = format.Open(new LogFile(item, bytes, around ?? LogSurroundings.None));
        while (true)
        {
            using var block = new LogBlock(format, 0, 0);
            if (!cutter.Next(block))
                return records;
            reader.Open(block);
            while (reader.MoveNext())
            {
                rows.Clear();
                mapper.Map(reader.Record, rows);
                records.Add(Take(reader.Record, content, rows));
            }
        }
    }

    /// <summary>The name of the format by which a file is read.</summary>
    public string FormatOf(byte[] content)
    {
        using var bytes = new Held(content);
        return _formats.Of(LogHead.Read(ItemOf(content), bytes))?.Name ?? "none";
    }

    private static ReadRecord Take(LogRecord record, byte[] content, FactRows rows)
    {
        var fields = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        for (var slot = 0; slot < record.Shape.Fields.Length; slot++)
        {
            for (var index = 0; index < record.CountAt(slot); index++)
            {
                if (record.Read(slot, index, out var text) == FieldState.Text)
                    fields.Add(new(record.Shape.Fields[slot], text.ToString()));
            }
        }

        var text8 = Encoding.UTF8.GetString(content.AsSpan((int)record.Ref.Offset, record.Ref.Length));
        return new ReadRecord(record.Ref.Offset, text8, record.Shape.Source, record.Time, fields.ToImmutable(), rows.ToFacts());
    }

    private static EvidenceItem ItemOf(byte[] content, string path = Place)
    {
        var digest = Sha256Digest.Of(content);
        var first = content.AsSpan().TrimStart(" \r\n\t"u8);
        return new EvidenceItem
        {
            Number = 0,
            Digest = digest,
            Size = content.Length,
            Format = ContentOf(first),
            Places = [new EvidencePlace(path, digest, [])],
        };
    }

    // As evidence is recognised: a syslog priority begins like XML.
    private static EvidenceFormat ContentOf(ReadOnlySpan<byte> first) => first switch
    {
        [(byte)'{' or (byte)'[', (byte)'"' or (byte)'{' or (byte)'\n' or (byte)' ', ..] => EvidenceFormat.Json,
        [(byte)'<', >= (byte)'0' and <= (byte)'9', ..] => EvidenceFormat.Text,
        [(byte)'<', ..] => EvidenceFormat.Xml,
        _ => EvidenceFormat.Text,
    };

    private sealed class Held(byte[] bytes) : EvidenceBytes
    {
        public override long Length => bytes.Length;

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            var length = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
            if (length > 0)
                bytes.AsSpan((int)offset, length).CopyTo(buffer);
            return length;
        }
    }
}
