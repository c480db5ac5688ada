using System.Collections.Immutable;
using Dwell.Readers.Json;

namespace Dwell.Readers.Cloud;

/// <summary>
/// Records of the Microsoft 365 unified audit log (Office 365 Management Activity API schema), alone or as the <c>AuditData</c> of
/// what <c>Search-UnifiedAuditLog</c> and the audit log query of Graph give, as an object or as a string.
/// </summary>
internal sealed class M365AuditJson : JsonDialect
{
    private const string Inner = "AuditData";
    private const string Family = "m365";
    private const string Source = "m365/audit";

    // Lists whose whole text rules look into, as the source writes them.
    private static readonly ImmutableArray<string> Lists = ["Parameters", "OperationProperties", "ModifiedProperties", "ExtendedProperties"];

    public override string Name => "Microsoft 365 audit";

    public override ImmutableArray<string> Texts =>
        [.. Lists, .. Lists.Select(name => Inner + "." + name), .. Lists.Select(name => "auditData." + name), .. Lists.Select(name => name.ToLowerInvariant())];

    public override bool Fits(JsonKeys keys) =>
        keys.HasAll("CreationTime", "Operation", "Workload")
        || keys.HasAll("CreationTime", "Operation", "RecordType")
        || keys.HasAll("creationtime", "operation", "workload")
        || keys.HasAny("AuditData", "AuditData.CreationTime", "auditData.CreationTime");

    public override ImmutableArray<JsonInner> InnerOf(JsonKeys keys) => keys.Has(Inner) ? [new(Inner, JsonInnerForm.Any, Inner)] : [];

    public override JsonPlan? Plan(JsonKeys keys, ReadOnlySpan<string> decided)
    {
        var prefix = keys.Has("AuditData.CreationTime") ? "AuditData." : keys.Has("auditData.CreationTime") ? "auditData." : "";
        if (prefix.Length == 0 && !keys.HasAny("CreationTime", "creationtime"))
            return null;
        var own = ImmutableArray.CreateBuilder<JsonSlot>(keys.Names.Length);
        var beside = new List<JsonSlot>();
        for (var i = 0; i < keys.Names.Length; i++)
        {
            var name = keys.Names[i];
            var isOwn = name.StartsWith(prefix, StringComparison.Ordinal);
            if (isOwn)
                name = name[prefix.Length..];
            if (isOwn && !Lists.Contains(name, StringComparer.OrdinalIgnoreCase))
                own.Add(new JsonSlot(name, i));
            else if (name != Inner || prefix.Length == 0)
                beside.Add(new JsonSlot(name, i));
        }

        var count = own.Count;
        own.AddRange(beside);
        var id = keys.IndexOf(keys.First(prefix + "Id", prefix + "id") ?? "");
        var time = keys.IndexOf(keys.First(prefix + "CreationTime", prefix + "creationtime")!);
        return new JsonPlan(Family, Source, own.ToImmutable())
        {
            OwnSlots = count,
            IdSlot = id < 0 ? -1 : IndexOf(own, id),
            Times = [new JsonTime(time, JsonTimeForm.Utc)],
        };
    }

    private static int IndexOf(ImmutableArray<JsonSlot>.Builder slots, int key)
    {
        for (var i = 0; i < slots.Count; i++)
        {
            if (slots[i].Key == key)
                return i;
        }

        return -1;
    }
}
