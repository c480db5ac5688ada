namespace Dwell.Model.Findings;

/// <summary>How bad it would be if true: the levels of Sigma. Loud means <see cref="High"/> or <see cref="Critical"/>.</summary>
public enum Severity
{
    /// <summary>For context only.</summary>
    Informational,

    /// <summary>Notable, rarely an incident.</summary>
    Low,

    /// <summary>Worth a look.</summary>
    Medium,

    /// <summary>Worth a look now.</summary>
    High,

    /// <summary>An incident as a rule.</summary>
    Critical,
}
