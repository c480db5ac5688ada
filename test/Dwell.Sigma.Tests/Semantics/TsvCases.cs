using Dwell.Tests;

namespace Dwell.Sigma.Tests.Semantics;

/// <summary>Reads the tables of this folder: a case a line, columns parted by tabs, <c>#</c> begins a comment.</summary>
internal static class TsvCases
{
    public static IEnumerable<(int Line, string[] Columns)> Read(string file)
    {
        var path = Path.Combine(Repository.Root, "test", "Dwell.Sigma.Tests", "Semantics", file);
        return File.ReadLines(path)
            .Select((text, index) => (Line: index + 1, Text: text))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#')
            .Select(line => (line.Line, line.Text.Split('\t')));
    }
}
