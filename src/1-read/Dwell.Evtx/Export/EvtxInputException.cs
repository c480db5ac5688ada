namespace Dwell.Evtx.Export;

/// <summary>
/// An input can't be opened, or can't be read to its end: a damaged gzip or zip, a disk that fails, a file without rights.
/// It is told apart from an output that fails, so that a run can go on with its next input.
/// </summary>
public sealed class EvtxInputException : IOException
{
    internal EvtxInputException(Exception inner)
        : base(inner.Message.ReplaceLineEndings(" "), inner)
    {
    }

    /// <summary>True for what opening or reading an input throws and is not one of these yet.</summary>
    internal static bool IsOf(Exception failure) =>
        failure is not EvtxInputException
        && failure is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException;
}
