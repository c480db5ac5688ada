namespace Dwell.Report.Page.Answers;

/// <summary>What the tables of the answers share.</summary>
internal static class AnswerTables
{
    /// <summary>Rows shown of one table; the whole is in <c>answers.json</c>.</summary>
    public const int MostRows = 100;
}
