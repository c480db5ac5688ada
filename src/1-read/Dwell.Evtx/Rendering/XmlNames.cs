using System.Text;

namespace Dwell.Evtx.Rendering;

/// <summary>Names come from the file. In XML a name that is none would let a file write markup of its own.</summary>
internal static class XmlNames
{
    /// <summary>The name with every character that XML 1.0 (2.3) does not allow in it replaced by <c>_</c>.</summary>
    public static string Clean(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var isAllowed = text.Length == 0 ? IsStart(rune) : IsStart(rune) || IsLater(rune);
            text.Append(isAllowed ? rune.ToString() : "_");
        }

        return text.Length == 0 ? "_" : text.ToString();
    }

    private static bool IsStart(Rune rune) => rune.Value switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_' or ':' => true,
        < 0xC0 or 0xD7 or 0xF7 => false,
        <= 0x2FF or (>= 0x370 and <= 0x1FFF and not 0x37E) or 0x200C or 0x200D => true,
        >= 0x2070 and <= 0x218F or >= 0x2C00 and <= 0x2FEF or >= 0x3001 and <= 0xD7FF => true,
        _ => rune.Value is (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFFD) or (>= 0x10000 and <= 0xEFFFF),
    };

    private static bool IsLater(Rune rune) =>
        rune.Value is '-' or '.' or (>= '0' and <= '9') or 0xB7 or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040;
}
