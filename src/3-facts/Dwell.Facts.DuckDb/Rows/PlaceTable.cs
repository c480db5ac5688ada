using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Model.Evidence;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>Places that a query is about, as a table of its connection.</summary>
internal static class PlaceTable
{
    /// <summary>Makes the table <c>wanted (place)</c>.</summary>
    public static void Make(DuckConnection connection, IEnumerable<RecordRef> places)
    {
        connection.Execute("CREATE TEMP TABLE wanted (place BIGINT)");
        using var appender = connection.AppendTo("temp", "main", "wanted");
        var to = new RowAppender(appender);
        foreach (var place in places)
        {
            to.Columns[0].Write(to.Row, RowPlace.Of(place));
            to.Next();
        }

        to.End();
        appender.Flush();
    }
}
