using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Model.Facts;

/// <summary>
/// A record in typed, source-independent form. <paramref name="EventClass"/> is a name of <c>content/classes</c>;
/// <paramref name="Host"/> is the host as written, empty when the record names none. Absent columns read as null.
/// </summary>
public sealed record Fact(
    FactKind Kind,
    string EventClass,
    UtcInstant? Time,
    string Host,
    string Source,
    RecordRef Record,
    IReadOnlyList<KeyValuePair<FactColumn, string>> Values)
{
    /// <summary>The value of a column; null when the record did not say.</summary>
    public string? this[FactColumn column]
    {
        get
        {
            foreach (var (key, value) in Values)
            {
                if (key == column)
                    return value;
            }

            return null;
        }
    }
}
