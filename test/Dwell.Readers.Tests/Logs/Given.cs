using System.Text;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Logs;

namespace Dwell.Tests;

/// <summary>Reads bytes at hand with a format, as the pipeline does, for tests.</summary>
internal static class Given
{
    public static LogFile File(byte[] bytes, string path = "e/x.log", EvidenceFormat format = EvidenceFormat.Text, LogSurroundings? around = null) =>
        new(
            new EvidenceItem
            {
                Number = 0,
                Digest = Sha256Digest.Of(bytes),
                Size = bytes.Length,
                Format = format,
                Places = [new EvidencePlace(path, Sha256Digest.Of(bytes), [])],
            },
            new Held(bytes),
            around ?? LogSurroundings.None);

    public static LogFile File(string text, string path = "e/x.log") => File(Encoding.UTF8.GetBytes(text), path);

    /// <summary>Reads all records; a block's bytes are gone when <paramref name="use"/> returns.</summary>
    public static List<Diagnostic> Read(LogFormat format, LogFile file, Action<LogRecord> use, ShapeTable? shapes = null)
    {
        var diagnostics = new List<Diagnostic>();
        var reader = format.CreateReader(new ReaderTools(shapes ?? new ShapeTable()));
        using var cutter = format.Open(file);
        while (true)
        {
            using var block = new LogBlock(format, 0, 0);
            if (!cutter.Next(block))
                break;
            reader.Open(block);
            while (reader.MoveNext())
                use(reader.Record);
            diagnostics.AddRange(reader.Diagnostics);
        }

        diagnostics.AddRange(cutter.Diagnostics);
        return diagnostics;
    }

    /// <summary>A record as <c>name=value</c> texts, absent fields left out, in the order of the fields.</summary>
    public static List<string> Fields(LogRecord record)
    {
        var fields = new List<string>();
        for (var slot = 0; slot < record.Shape.Fields.Length; slot++)
        {
            for (var index = 0; index < record.CountAt(slot); index++)
            {
                var state = record.Read(slot, index, out var text);
                if (state != FieldState.Absent)
                    fields.Add($"{record.Shape.Fields[slot]}={(state == FieldState.Null ? "(null)" : text.ToString())}");
            }
        }

        return fields;
    }

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
