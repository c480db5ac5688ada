using System.Text.RegularExpressions;

namespace Dwell.Tests.Wazuh;

/// <summary>A block of Wazuh's rule tests: log lines, the rule that must fire for each, its level, the decoder that must know them.</summary>
internal sealed record RuleTest(string Title, int Rule, int Level, string Decoder, List<(string Line, bool IsPass)> Logs);

/// <summary>Reads <c>[title]</c>, <c>log N pass|fail = line</c>, <c>rule = id</c>, <c>alert = level</c>, <c>decoder = name</c>; <c>;</c> and <c>#</c> comment out.</summary>
internal static partial class RuleTestFile
{
    public static List<RuleTest> Read(string path)
    {
        var tests = new List<RuleTest>();
        foreach (var raw in File.ReadLines(path))
        {
            var line = raw.TrimEnd('\r');
            if (line.StartsWith('[') && !line.Contains(" = ", StringComparison.Ordinal))
                tests.Add(new RuleTest(line.Trim().Trim('[', ']'), 0, 0, "", []));
            if (tests.Count == 0 || Setting().Match(line) is not { Success: true } setting)
                continue;
            var value = setting.Groups["value"].Value;
            var key = setting.Groups["key"].Value;
            if (key.StartsWith("log ", StringComparison.Ordinal))
                tests[^1].Logs.Add((value.Trim(), key.EndsWith("pass", StringComparison.Ordinal)));
            else
                tests[^1] = With(tests[^1], key, value.Trim());
        }

        return tests;
    }

    private static RuleTest With(RuleTest test, string key, string value) => key switch
    {
        "rule" => test with { Rule = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
        "alert" => test with { Level = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
        _ => test with { Decoder = value },
    };

    [GeneratedRegex(@"^(?<key>log \d+ (pass|fail)|rule|alert|decoder)\s*=\s?(?<value>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();
}
