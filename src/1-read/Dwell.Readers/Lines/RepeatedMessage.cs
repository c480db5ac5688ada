namespace Dwell.Readers.Lines;

/// <summary>Reads <c>message repeated 3 times: [ … ]</c>, with which rsyslog joins equal messages that follow each other.</summary>
internal static class RepeatedMessage
{
    private static ReadOnlySpan<byte> Before => "message repeated "u8;

    private static ReadOnlySpan<byte> Between => " times: ["u8;

    /// <summary>Where the count stands and where the message begins; it ends before the message's last byte.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out int count, out int countLength, out int inner)
    {
        (count, countLength, inner) = (Before.Length, 0, 0);
        if (!message.StartsWith(Before) || message[^1] != ']')
            return false;
        countLength = message[count..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (countLength <= 0 || !message[(count + countLength)..].StartsWith(Between))
            return false;
        inner = count + countLength + Between.Length;
        return inner < message.Length;
    }
}
