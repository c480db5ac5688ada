namespace Dwell.Tests;

/// <summary>Real samples beside the checkout (<c>../shared/data</c>); tests that need them are skipped where they are absent.</summary>
public static class SharedData
{
    /// <summary>The folder of the samples; it may not exist.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    /// <summary>True when the folder is there.</summary>
    public static bool IsPresent => Directory.Exists(Root);

    /// <summary>The path of a file or folder below the samples.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);
}

/// <summary>A fact that needs the shared samples.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (!SharedData.IsPresent)
            Skip = SharedSkip.Reason;
    }
}

/// <summary>A theory that needs the shared samples.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (!SharedData.IsPresent)
            Skip = SharedSkip.Reason;
    }
}

internal static class SharedSkip
{
    public const string Reason = "../shared/data is not there";
}
