namespace Dwell.Evtx.Values;

/// <summary>The five entities that XML knows without a declaration (XML 1.0, 4.6).</summary>
internal static class XmlEntities
{
    /// <summary>The character that the entity stands for; the reference itself when it is none of the five.</summary>
    public static string TextOf(string name) => name switch
    {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => "&" + name + ";",
    };
}
