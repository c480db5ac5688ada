using Dwell.Facts.DuckDb.Native;
using Dwell.Model.Evidence;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>Places that a query is about, as a table of its connection.</summary>
internal static class PlaceTable
{
    /// <summary>Makes the table <c>wanted</c> (evidence, offset).</summary>
    public static void Make(DuckConnection connection, IEnumerable<RecordRef> places)
    {
        connection.Execute("CREATE TEMP TABLE wanted (evidence INTEGER, \"offset\" BIGINT)");
        using var to = connection.AppendTo("temp", "main", "wanted");
        var row = 0;
        foreach (var place in places)
        {
            to.Columns[0].Write(row, place.Evidence);
            to.Columns[1].Write(row, place.Offset);
            if (++row == DuckAppender.ChunkRows)
            {
                to.Append(row);
                row = 0;
            }
        }

        to.Append(row);
        to.Flush();
    }
}
