using System.Collections.Immutable;
using Dwell.Readers.Json;

namespace Dwell.Readers.Cloud;

/// <summary>
/// Sign-ins, audit and risk records of Entra ID (Azure AD) and the activity log of Azure, in the form of Graph
/// (<c>createdDateTime</c>), of diagnostic settings (the same below <c>properties</c>, with an envelope around), or of Log Analytics'
/// tables (the same names with a capital). Fields have Graph's names; those of the envelope and of tables keep theirs.
/// </summary>
internal sealed class EntraJson : JsonDialect
{
    private const string Envelope = "properties.";

    // Objects whose whole text rules look into.
    private static readonly ImmutableArray<string> Objects = ["targetResources", "initiatedBy", "status", "additionalDetails", "deviceDetail", "location"];

    private static readonly string[] TimeNames = ["createdDateTime", "activityDateTime", "CreatedDateTime", "ActivityDateTime", "time", "TimeGenerated", "eventTimestamp"];

    public override string Name => "Entra ID";

    public override ImmutableArray<string> Deciders => ["category", "Category"];

    public override ImmutableArray<string> Texts =>
    [
        .. Objects, .. Objects.Select(name => Envelope + name),
        .. Objects.Select(name => char.ToUpperInvariant(name[0]) + name[1..]),
    ];

    public override bool Fits(JsonKeys keys) => SourceOf(keys, "") is not null || keys.HasAll("time", "category", "operationName") || keys.HasAll("TimeGenerated", "Category", "OperationName");

    public override JsonPlan? Plan(JsonKeys keys, ReadOnlySpan<string> decided)
    {
        if (SourceOf(keys, decided[0].Length > 0 ? decided[0] : decided[1]) is not { } source)
            return null;
        var slots = ImmutableArray.CreateBuilder<JsonSlot>(keys.Names.Length);
        var idSlot = -1;
        var renamed = Renamed(keys);
        for (var i = 0; i < keys.Names.Length; i++)
        {
            var name = keys.Names[i];
            if (name.StartsWith(Envelope, StringComparison.Ordinal))
                name = name[Envelope.Length..];
            if (renamed.TryGetValue(keys.Names[i], out var same))
                name = same;
            if (name is "id" or "Id" && (idSlot < 0 || keys.Names[i].Length != name.Length))
                idSlot = slots.Count;
            slots.Add(new JsonSlot(name, i));
        }

        var times = ImmutableArray.CreateBuilder<JsonTime>();
        foreach (var name in TimeNames.SelectMany(name => new[] { Envelope + name, name }))
        {
            if (keys.IndexOf(name) is >= 0 and var key)
                times.Add(new JsonTime(key, JsonTimeForm.Utc));
        }

        return new JsonPlan("azure", source, slots.ToImmutable()) { IdSlot = idSlot, Times = times.ToImmutable() };
    }

    // Fields of the envelope that stand for one of the record's own, where it lacks that.
    private static Dictionary<string, string> Renamed(JsonKeys keys)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (own, others) in new[]
        {
            ("status.errorCode", new[] { "resultType", "ResultType" }), ("activityDisplayName", ["operationName", "OperationName"]), ("ipAddress", ["callerIpAddress"]),
        })
        {
            if (!keys.HasAny(own, Envelope + own, char.ToUpperInvariant(own[0]) + own[1..]) && keys.First(others) is { } other)
                names.Add(other, own);
        }

        return names;
    }

    // The category of diagnostic settings and tables names the log; Graph's lists have no such field, or one of their own.
    private static string? SourceOf(JsonKeys keys, string category)
    {
        bool Has(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (!keys.HasAny(name, Envelope + name, char.ToUpperInvariant(name[0]) + name[1..]))
                    return false;
            }

            return true;
        }

        if (category.EndsWith("SignInLogs", StringComparison.OrdinalIgnoreCase))
            return "azure/signin";
        if (category is "AuditLogs")
            return "azure/audit";
        if (category is "RiskyUsers" or "UserRiskEvents" or "RiskyServicePrincipals" or "ServicePrincipalRiskEvents" || Has("riskEventType", "riskLevel"))
            return "azure/risk";
        if (Has("userPrincipalName", "appDisplayName") && (Has("createdDateTime") || Has("clientAppUsed") || keys.HasAny("IPAddress", "ipAddress", Envelope + "ipAddress")))
            return "azure/signin";
        if (Has("activityDateTime", "targetResources") || Has("activityDisplayName", "initiatedBy") || keys.HasBelow(Envelope + "targetResources."))
            return "azure/audit";
        var isActivity = category is "Administrative" or "Security" or "ServiceHealth" or "Alert" or "Policy" or "Autoscale" or "ResourceHealth" or "Recommendation"
            or "Write" or "Delete" or "Action";
        return isActivity && keys.HasAny("resourceId", "ResourceId", "_ResourceId") && keys.HasAny("operationName", "OperationName", "OperationNameValue")
            ? "azure/activity"
            : null;
    }
}
