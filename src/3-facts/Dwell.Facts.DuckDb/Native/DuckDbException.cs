namespace Dwell.Facts.DuckDb.Native;

/// <summary>The store's engine refused something; the message is its own, in its first line what was wrong.</summary>
public sealed class DuckDbException : IOException
{
    /// <summary>An error with the engine's message.</summary>
    public DuckDbException(string message)
        : base(message)
    {
    }

    /// <summary>True when the engine could not write because the disk or a limit on it is full.</summary>
    public bool IsDiskFull =>
        Message.Contains("No space left", StringComparison.Ordinal)
        || Message.Contains("File too large", StringComparison.Ordinal)
        || Message.Contains("max_temp_directory_size", StringComparison.Ordinal)
        || Message.Contains("Disk quota exceeded", StringComparison.Ordinal);

    /// <summary>The first line of the message, without the engine's own heading of the kind of error.</summary>
    public string FirstLine
    {
        get
        {
            var end = Message.AsSpan().IndexOfAny('\r', '\n');
            return end < 0 ? Message : Message[..end];
        }
    }

    internal static void ThrowOnError(DuckState state, string otherwise)
    {
        if (state != DuckState.Success)
            throw new DuckDbException(otherwise);
    }
}
