namespace Dwell.Model.Findings;

/// <summary>What a claim rests on. Never mixed up, never promoted by repetition.</summary>
public enum Basis
{
    /// <summary>A record of the event itself.</summary>
    Observed,

    /// <summary>The means were there.</summary>
    Capability,

    /// <summary>A person or a paper says so.</summary>
    Reported,

    /// <summary>Needed to explain observed things.</summary>
    Inferred,
}
