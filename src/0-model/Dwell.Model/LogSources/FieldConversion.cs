namespace Dwell.Model.LogSources;

/// <summary>The conversions between a source's value and the value that Sigma's taxonomy expects.</summary>
public enum FieldConversion
{
    /// <summary>The value as it is.</summary>
    None,

    /// <summary><c>0x1a4</c> to <c>420</c>; anything else stays as it is.</summary>
    HexToDecimal,

    /// <summary>A mandatory label SID (<c>S-1-16-12288</c> or <c>%%…</c>) to <c>Low</c>, <c>Medium</c>, <c>High</c>, <c>System</c>.</summary>
    IntegrityLevel,

    /// <summary>All source fields joined by the argument (domain and name of an account by a backslash).</summary>
    Join,

    /// <summary>The value of the line <c>Key=value</c> or <c>Key: value</c> inside a text of lines (classic PowerShell); the argument is the key.</summary>
    LineValue,
}
