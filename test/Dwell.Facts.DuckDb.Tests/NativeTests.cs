using System.Text;
using Dwell.Facts.DuckDb.Native;

namespace Dwell.Facts.DuckDb.Tests;

public sealed class NativeTests : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.Open(":memory:", []);
    private readonly DuckConnection _connection;

    public NativeTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void The_engine_is_the_release_that_the_lock_pins() => Assert.Equal("v1.5.5", DuckDatabase.EngineVersion);

    [Theory]
    [InlineData("")]
    [InlineData("twelve bytes")]
    [InlineData("thirteen byte")]
    [InlineData("a\0b")]
    [InlineData("a\0b, and longer than what fits into the value")]
    [InlineData("Żółć 日本語 🦆 naïve")]
    public void Texts_of_every_length_come_back_as_they_went_in(string text)
    {
        _connection.Execute("CREATE TABLE t (a VARCHAR, b VARCHAR)");
        var utf8 = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(text), pinned: true);
        Encoding.UTF8.GetBytes(text, utf8);
        using (var appender = _connection.AppendTo("main", "t"))
        {
            appender.Columns[0].WriteText(0, utf8);
            appender.Append(1);
            appender.Flush();
        }

        using var result = _connection.Query("SELECT a, b, a = ? FROM t", text);
        Assert.True(result.MoveNext());
        Assert.Equal(text, result[0].Text(0));
        Assert.Equal(utf8, result[0].Utf8(0).ToArray());
        Assert.Null(result[1].Text(0));
        Assert.True(result[2].Read<bool>(0));
    }

    [Fact]
    public void A_long_text_comes_back_whole()
    {
        var text = new string('x', 5_000_000);
        using var result = _connection.Query("SELECT ?", text);

        Assert.True(result.MoveNext());
        Assert.Equal(text, result[0].Text(0));
    }

    [Fact]
    public void Integers_of_every_width_are_written_and_read_at_their_ends()
    {
        _connection.Execute("CREATE TABLE t (a TINYINT, b SMALLINT, c INTEGER, d BIGINT, e UTINYINT, f USMALLINT, g UINTEGER, h UBIGINT, i BOOLEAN)");
        using (var appender = _connection.AppendTo("main", "t"))
        {
            Assert.Equal(
                [
                    DuckType.TinyInt, DuckType.SmallInt, DuckType.Integer, DuckType.BigInt, DuckType.UTinyInt, DuckType.USmallInt,
                    DuckType.UInteger, DuckType.UBigInt, DuckType.Boolean,
                ],
                appender.Types.ToArray());
            var columns = appender.Columns;
            columns[0].Write(0, sbyte.MinValue);
            columns[1].Write(0, short.MinValue);
            columns[2].Write(0, int.MinValue);
            columns[3].Write(0, long.MinValue);
            columns[4].Write(0, byte.MaxValue);
            columns[5].Write(0, ushort.MaxValue);
            columns[6].Write(0, uint.MaxValue);
            columns[7].Write(0, ulong.MaxValue);
            columns[8].Write(0, true);
            appender.Append(2);
            appender.Flush();
        }

        using var result = _connection.Query("SELECT * FROM t");
        Assert.True(result.MoveNext());
        Assert.Equal(sbyte.MinValue, result[0].Read<sbyte>(0));
        Assert.Equal(short.MinValue, result[1].Read<short>(0));
        Assert.Equal(int.MinValue, result[2].Read<int>(0));
        Assert.Equal(long.MinValue, result[3].Read<long>(0));
        Assert.Equal(byte.MaxValue, result[4].Read<byte>(0));
        Assert.Equal(ushort.MaxValue, result[5].Read<ushort>(0));
        Assert.Equal(uint.MaxValue, result[6].Read<uint>(0));
        Assert.Equal(ulong.MaxValue, result[7].Read<ulong>(0));
        Assert.True(result[8].Read<bool>(0));
        Assert.All(Enumerable.Range(0, 9), column => Assert.True(result[column].IsNull(1)));
        Assert.False(result.MoveNext());
    }

    [Fact]
    public void Many_chunks_are_appended_and_streamed_in_order()
    {
        _connection.Execute("CREATE TABLE t (n BIGINT)");
        using (var appender = _connection.AppendTo("main", "t"))
        {
            for (var chunk = 0; chunk < 100; chunk++)
            {
                for (var row = 0; row < DuckAppender.ChunkRows; row++)
                    appender.Columns[0].Write(row, (long)(chunk * DuckAppender.ChunkRows + row));
                appender.Append(DuckAppender.ChunkRows);
            }

            appender.Flush();
        }

        using var result = _connection.Query("SELECT n FROM t ORDER BY n DESC");
        long expected = 100 * DuckAppender.ChunkRows;
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
                Assert.Equal(--expected, result[0].Read<long>(row));
        }

        Assert.Equal(0, expected);
    }

    [Fact]
    public void What_was_not_flushed_is_forgotten()
    {
        _connection.Execute("CREATE TABLE t (n BIGINT)");
        using (var appender = _connection.AppendTo("main", "t"))
            appender.Append(5);

        Assert.Equal(0, _connection.QueryInteger("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("SELEKT 1", "syntax error")]
    [InlineData("SELECT a FROM nowhere", "nowhere")]
    [InlineData("SELECT 1; SELECT 2", "multiple")]
    public void Wrong_sql_says_what_is_wrong(string sql, string word) =>
        Assert.Contains(word, Assert.Throws<DuckDbException>(() => _connection.Query(sql)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void An_error_on_the_way_is_told()
    {
        using var result = _connection.Query("SELECT CASE WHEN i = 9000000 THEN error('stumbled') ELSE i END FROM range(10000000) t(i)");

        var error = Assert.Throws<DuckDbException>(() =>
        {
            while (result.MoveNext())
            {
            }
        });
        Assert.Contains("stumbled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nul_in_sql_is_refused_rather_than_cut() =>
        Assert.Throws<ArgumentException>(() => _connection.Execute("SELECT 1\0; DROP TABLE t"));

    [Fact]
    public void What_was_closed_says_so()
    {
        var connection = _database.Connect();
        connection.Dispose();
        Assert.Throws<ObjectDisposedException>(() => connection.Execute("SELECT 1"));

        var result = _connection.Query("SELECT 1");
        result.Dispose();
        Assert.Throws<ObjectDisposedException>(() => result.MoveNext());
        result.Dispose();
    }

    [Fact]
    public void A_result_outlives_its_connection_and_database()
    {
        var database = DuckDatabase.Open(":memory:", []);
        var connection = database.Connect();
        using var result = connection.Query("SELECT i FROM range(100000) t(i)");
        connection.Dispose();
        database.Dispose();

        Assert.True(result.MoveNext());
        Assert.Equal(1, result[0].Read<long>(1));
    }

    [Fact]
    public void A_row_that_is_not_there_is_refused()
    {
        using var result = _connection.Query("SELECT 1");
        Assert.Throws<InvalidOperationException>(() => result[0].IsNull(0));
        Assert.True(result.MoveNext());
        Assert.Throws<ArgumentOutOfRangeException>(() => result[0].Read<int>(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => result[1].IsNull(0));

        _connection.Execute("CREATE TABLE t (n BIGINT)");
        using var appender = _connection.AppendTo("main", "t");
        Assert.Throws<ArgumentOutOfRangeException>(() => appender.Columns[0].Write(DuckAppender.ChunkRows, 1L));
        Assert.Throws<ArgumentOutOfRangeException>(() => appender.Append(DuckAppender.ChunkRows + 1));
    }

    [Fact]
    public void A_setting_that_does_not_exist_and_a_folder_that_does_not_exist_are_errors()
    {
        Assert.Throws<DuckDbException>(() => DuckDatabase.Open(":memory:", [new("no_such_setting", "1")]));
        Assert.Throws<DuckDbException>(() => DuckDatabase.Open(Path.Combine(Path.GetTempPath(), "dwell-no-such-folder", "x.duckdb"), []));
        Assert.Throws<DuckDbException>(() => _connection.AppendTo("main", "no_such_table"));
    }
}
