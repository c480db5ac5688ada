namespace Dwell.Evtx;

/// <summary>
/// Bytes are not what the format says. Thrown only where reading can't go on at all, and in strict mode for the first
/// diagnostic; damage is otherwise an <see cref="Damage.EvtxDiagnostic"/>.
/// </summary>
public sealed class EvtxFormatException : Exception
{
    /// <summary>An exception without a place.</summary>
    public EvtxFormatException()
    {
    }

    /// <summary>An exception without a place.</summary>
    public EvtxFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An exception without a place.</summary>
    public EvtxFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception that says where.</summary>
    public EvtxFormatException(string code, string message, long offset, long? chunk)
        : base(message)
    {
        Code = code;
        Offset = offset;
        Chunk = chunk;
    }

    /// <summary>The code of the diagnostic that it stands for; empty when it stands for none.</summary>
    public string Code { get; } = "";

    /// <summary>Bytes from the start of the file; -1 when unknown.</summary>
    public long Offset { get; } = -1;

    /// <summary>Index of the chunk, from 0; null outside of chunks.</summary>
    public long? Chunk { get; }
}
