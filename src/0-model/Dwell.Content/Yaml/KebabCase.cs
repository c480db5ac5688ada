using System.Text;

namespace Dwell.Content.Yaml;

/// <summary>
/// Names of members as content and answers write them: <c>ProcessStart</c> is <c>process-start</c>.
/// </summary>
public static class KebabCase
{
    /// <summary>The name with a hyphen before each inner capital, in small letters.</summary>
    public static string Of(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 4);
        foreach (var c in pascal)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
