using Dwell.Facts.DuckDb.Native;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>Fills the chunks of an appender row by row.</summary>
internal ref struct RowAppender(DuckAppender appender)
{
    /// <summary>The row of the chunk that is being filled.</summary>
    public int Row { get; private set; }

    public readonly ReadOnlySpan<ColumnWriter> Columns => appender.Columns;

    public void Next()
    {
        if (++Row < DuckAppender.ChunkRows)
            return;
        End();
    }

    /// <summary>Hands over what was filled.</summary>
    public void End()
    {
        if (Row > 0)
            appender.Append(Row);
        Row = 0;
    }
}
