using System.Xml;

namespace Dwell.Evtx.Rendering;

/// <summary>Names come from the file. In XML a name that is none would let a file write markup of its own.</summary>
internal static class XmlNames
{
    /// <summary>
    /// The name with every character that XML 1.0 (2.3, as .NET's own readers take it) does not allow in it replaced by
    /// <c>_</c>. Colons stay: prefixes are part of names here.
    /// </summary>
    public static string Clean(string name)
    {
        if (name.Length == 0)
            return "_";
        return string.Create(name.Length, name, static (text, name) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var isAllowed = i == 0 ? XmlConvert.IsStartNCNameChar(name[0]) : XmlConvert.IsNCNameChar(name[i]) || name[i] == ':';
                text[i] = isAllowed ? name[i] : '_';
            }
        });
    }
}
