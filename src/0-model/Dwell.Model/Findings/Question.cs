namespace Dwell.Model.Findings;

/// <summary>The seven questions, in the order of <c>answers.json</c>.</summary>
public enum Question
{
    /// <summary>Is a backdoor here?</summary>
    Backdoor,

    /// <summary>Since when?</summary>
    Since,

    /// <summary>Who?</summary>
    Who,

    /// <summary>How did they move?</summary>
    Movement,

    /// <summary>What did they read?</summary>
    Read,

    /// <summary>What did they take?</summary>
    Taken,

    /// <summary>Are they still active?</summary>
    Active,
}
