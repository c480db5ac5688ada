namespace Dwell.Model.Findings;

/// <summary>How good the basis of a statement is; never in one sentence with its likelihood.</summary>
public enum Confidence
{
    /// <summary>Few or weak sources, or an assumption that can't be tested.</summary>
    Low,

    /// <summary>Credible, not corroborated enough.</summary>
    Moderate,

    /// <summary>Several independent sources.</summary>
    High,
}
