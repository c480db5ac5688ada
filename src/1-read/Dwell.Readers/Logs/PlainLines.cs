using System.Collections.Immutable;
using Dwell.Model.Records;

namespace Dwell.Readers.Logs;

/// <summary>
/// Lines of text that no format reads: a record a line, with the whole line as its message. Searchable, seen by rules on any
/// field, without facts.
/// </summary>
public sealed class PlainLines
{
    /// <summary>The family of such records.</summary>
    public const string Family = "text";

    /// <summary>Their source.</summary>
    public const string Source = "text/line";

    private readonly Shape _shape;

    /// <summary>Takes its shape from the run's table.</summary>
    public PlainLines(ShapeTable shapes) => _shape = shapes.Intern(Family, Source, Fields);

    /// <summary>The one field.</summary>
    public static ImmutableArray<string> Fields { get; } = ["message"];

    /// <summary>Fills a record with a line.</summary>
    public void Fill(SlotRecord record, in LogLine line)
    {
        record.Begin(line.Buffer);
        record.Add(0, line.Start, line.Length);
        record.Complete(_shape, line.Ref, time: null);
    }
}
