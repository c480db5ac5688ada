namespace Dwell.Content;

/// <summary>
/// A file of <c>content/</c> says something that can't be used. The message names file, line, what was found
/// and what was expected.
/// </summary>
public sealed class ContentException : Exception
{
    /// <summary>
    /// Makes the error; <paramref name="line"/> counts from 1, 0 when the whole file is meant.
    /// </summary>
    public ContentException(string file, long line, string sentence, Exception? inner = null)
        : base(line > 0 ? $"{file}:{line}: {sentence}" : $"{file}: {sentence}", inner)
    {
        File = file;
        Line = line;
    }

    /// <summary>The name of the file, <c>content/…</c>.</summary>
    public string File { get; }

    /// <summary>The line, from 1; 0 when the whole file is meant.</summary>
    public long Line { get; }
}
