using Dwell.Tests.Reading;

namespace Dwell.Tests.CrowdSec;

/// <summary>
/// Finds the record that an asserted event is about. A parser's event says its message, and events come in the order of the file:
/// it is the next record that holds it. Where no record holds it as it is (a message that was unescaped, an alert), it is the
/// record that agrees most; that one is only compared, so a miss stays a miss.
/// </summary>
internal sealed class EventMatching(List<ReadRecord> records)
{
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private readonly HashSet<(string List, ReadRecord Record)> _used = [];

    public ReadRecord? Find(AssertedEvent asserted)
    {
        // results["s02-enrich"]["crowdsecurity/dateparse-enrich"][3]: all of one parser are one list.
        var list = asserted.Name[..asserted.Name.LastIndexOf('[')];
        var message = asserted["Parsed", "message"]?.Trim();
        if (!string.IsNullOrEmpty(message))
        {
            for (var i = _next.GetValueOrDefault(list); i < records.Count; i++)
            {
                if (!records[i].Text.Contains(message, StringComparison.Ordinal))
                    continue;
                _next[list] = i + 1;
                return records[i];
            }
        }

        ReadRecord? best = null;
        var most = 0;
        foreach (var record in records)
        {
            var agreeing = _used.Contains((list, record)) ? 0 : asserted.Assertions.Count(item => AssertKeys.Agrees(record, item) == true);
            if (agreeing > most)
                (best, most) = (record, agreeing);
        }

        if (best is not null)
            _used.Add((list, best));
        return best;
    }
}
