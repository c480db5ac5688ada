using System.Collections.Frozen;

namespace Dwell.Readers.Json;

/// <summary>
/// What exporters put around records: <c>{"Records":[…]}</c> (CloudTrail, Azure blobs), <c>{"value":[…]}</c> (OData),
/// <c>{"hits":{"hits":[{"_source":{…}}]}}</c> (Elasticsearch), <c>{"result":{…}}</c> (Splunk).
/// </summary>
internal static class JsonWrappers
{
    private static readonly FrozenSet<string> Wrappers =
        new[] { "Records", "records", "value", "hits", "Events", "items", "results", "data", "logs", "entries", "rows" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Paging = new[]
    {
        "@odata.context", "@odata.nextLink", "@odata.count", "@odata.deltaLink", "nextLink", "next", "count", "total", "totalCount", "took",
        "timed_out", "_shards", "_scroll_id", "max_score", "kind", "etag", "nextPageToken", "init_offset", "messages", "preview", "status",
        "success", "schema", "version", "offset", "lastrow",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsWrapper(string key) => Wrappers.Contains(key);

    public static bool IsPaging(string key) => Paging.Contains(key);
}
