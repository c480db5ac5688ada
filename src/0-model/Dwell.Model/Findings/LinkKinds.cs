namespace Dwell.Model.Findings;

/// <summary>The kinds of hard links, as the prefix of a link's text.</summary>
public static class LinkKinds
{
    /// <summary>The process that acted.</summary>
    public const string Process = "process:";

    /// <summary>A process that led to it. Ties to findings about that very process, not to others that it led to as well.</summary>
    public const string Ancestor = "ancestor:";

    /// <summary>A logon session of a host.</summary>
    public const string Session = "session:";

    /// <summary>A file, by its hash.</summary>
    public const string Hash = "hash:";

    /// <summary>A program in a folder where programs are not installed, on one host.</summary>
    public const string Image = "image:";

    /// <summary>An address outside.</summary>
    public const string Address = "address:";

    /// <summary>A service or task of the same name and command.</summary>
    public const string Installed = "installed:";
}
