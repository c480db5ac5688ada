namespace Dwell.Readers.Json;

/// <summary>
/// What one JSON record may cost. Records within these limits are those of every log that is known; one beyond is read as far as
/// the limit goes, with a diagnostic that names it.
/// </summary>
public static class JsonLimits
{
    /// <summary>Objects and arrays in one another; what lies deeper is one value, its JSON text.</summary>
    public const int MaxDepth = 64;

    /// <summary>Different fields of a record; further ones are left out.</summary>
    public const int MaxFields = 4096;

    /// <summary>Values of a record, those of arrays among them; further ones are left out.</summary>
    public const int MaxValues = 65_536;

    /// <summary>Bytes of one name; longer ones are cut.</summary>
    public const int MaxNameBytes = 1024;

    /// <summary>Names that a reader remembers; then it forgets all and begins anew.</summary>
    internal const int MaxKnownNames = 65_536;

    /// <summary>Sets of keys, with what was decided of them, that a reader remembers.</summary>
    internal const int MaxKeySets = 16_384;

    /// <summary>Values that decide on the plan of one set of keys (see <see cref="JsonDialect.Deciders"/>) that are remembered.</summary>
    internal const int MaxDecisions = 512;
}
