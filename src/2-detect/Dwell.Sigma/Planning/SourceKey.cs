namespace Dwell.Sigma.Planning;

/// <summary>
/// What decides which rules can apply to a record, as small numbers: places in the dispatcher's lists, -1 for what no row or rule
/// names. <paramref name="HasOneEventId"/>: the record has exactly one value named EventID, so tests of it are decided.
/// </summary>
internal readonly record struct SourceKey(int Family, int Channel, int Provider, int EventId, bool HasOneEventId)
{
    public const int Unknown = -1;
}
