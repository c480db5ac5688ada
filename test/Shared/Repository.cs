namespace Dwell.Tests;

/// <summary>Where the checkout lies, found from this source file's own place and from the test's folder.</summary>
public static class Repository
{
    /// <summary>The folder that holds Dwell.slnx.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dwell.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("No Dwell.slnx above " + AppContext.BaseDirectory + ": run the tests inside a checkout.");
    }
}
