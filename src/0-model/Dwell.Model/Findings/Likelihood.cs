namespace Dwell.Model.Findings;

/// <summary>The seven terms of ICD 203 (2015), table D.6.e, for how probable a statement is; percent ranges in the names' order:
/// 1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99.</summary>
public enum Likelihood
{
    /// <summary>1 to 5 %.</summary>
    AlmostNoChance,

    /// <summary>5 to 20 %.</summary>
    VeryUnlikely,

    /// <summary>20 to 45 %.</summary>
    Unlikely,

    /// <summary>45 to 55 %.</summary>
    RoughlyEvenChance,

    /// <summary>55 to 80 %.</summary>
    Likely,

    /// <summary>80 to 95 %.</summary>
    VeryLikely,

    /// <summary>95 to 99 %.</summary>
    AlmostCertain,
}
