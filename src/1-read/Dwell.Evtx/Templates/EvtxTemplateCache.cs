using System.Collections.Concurrent;

namespace Dwell.Evtx.Templates;

/// <summary>
/// The templates of a file, or of any number of files: a definition that was compiled in one chunk is recognised in the
/// others by comparison (<see cref="TemplateFingerprint"/>). Safe for any number of threads.
/// </summary>
public sealed class EvtxTemplateCache
{
    /// <summary>Different definitions under one id and length that are kept. Honest files have a few: names in place or elsewhere.</summary>
    private const int VariantsPerKey = 16;

    private readonly ConcurrentDictionary<(Guid Id, int Length), EvtxTemplate[]> _templates = new();
    private int _count;

    /// <summary>How many templates are kept.</summary>
    public int Count => Volatile.Read(ref _count);

    internal EvtxTemplate? Find(ReadOnlySpan<byte> chunk, int start, int length, Guid id)
    {
        if (!_templates.TryGetValue((id, length), out var variants))
            return null;
        foreach (var template in variants)
        {
            if (template.Fingerprint!.Matches(chunk, start))
                return template;
        }

        return null;
    }

    internal void Add(EvtxTemplate template)
    {
        if (template.Fingerprint is not { } fingerprint || Count >= EvtxLimits.CachedTemplates)
            return;
        var isKept = false;
        _templates.AddOrUpdate(
            (template.Id, fingerprint.Length),
            _ =>
            {
                isKept = true;
                return [template];
            },
            (_, before) =>
            {
                isKept = before.Length < VariantsPerKey;
                return isKept ? [.. before, template] : before;
            });
        if (isKept)
            Interlocked.Increment(ref _count);
    }
}
