using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Dwell.Model.Facts;
using Dwell.Model.Time;
using Dwell.Readers.Times;
using Dwell.Tests.Reading;

namespace Dwell.Tests.CrowdSec;

/// <summary>
/// What the keys of CrowdSec's events mean for Dwell (<c>docs/formats/crowdsec.md</c> lists them). Address, account and outcome are
/// compared with the facts of the record; a fact that says otherwise is a miss even where a field agrees.
/// </summary>
internal static class AssertKeys
{
    // What CrowdSec adds from outside of the line, or counts: the name of its own test file, geography, a length.
    private static readonly FrozenSet<string> NotOfTheLine = FrozenSet.Create(
        StringComparer.Ordinal, "datasource_path", "datasource_type", "http_args_len", "IsoCode", "IsInEU", "ASNNumber", "ASNOrg", "SourceRange");

    private static readonly FrozenDictionary<string, FactColumn[]> Columns = new Dictionary<string, FactColumn[]>(StringComparer.Ordinal)
    {
        ["source_ip"] = [FactColumn.SourceAddress],
        ["dest_ip"] = [FactColumn.DestinationAddress],
        ["destination_ip"] = [FactColumn.DestinationAddress],
        ["user"] = [FactColumn.TargetAccount, FactColumn.Account],
        ["username"] = [FactColumn.TargetAccount, FactColumn.Account, FactColumn.Recipients],
        ["target_user"] = [FactColumn.TargetAccount, FactColumn.Account],
        ["source_user"] = [FactColumn.Account, FactColumn.TargetAccount, FactColumn.Sender],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] FailureWords = ["fail", "bad", "bruteforce", "spam", "timeout", "refused", "invalid", "fatal", "error", "denied", "wrong", "incorrect", "unauth"];
    private static readonly string[] BlockWords = ["drop", "block", "reject", "denied", "deny"];
    private static readonly string[] SuccessWords = ["success", "accepted"];
    private static readonly string[] WebServers = ["web/", "nginx", "apache", "lighttpd", "haproxy", "traefik", "caddy", "iis", "access", "envoy"];
    private static readonly FrozenSet<string> FailureOutcomes = FrozenSet.Create(StringComparer.Ordinal, "failure", "blocked", "denied", "rejected", "attempted", "detected", "acted", "rule-matched");

    /// <summary>True and false for a value that is compared, null for what is not of the line or no claim about the event.</summary>
    public static bool? Agrees(ReadRecord record, Assertion asserted) => asserted switch
    {
        { Part: "Enriched", Key: "MarshaledTime" } or { Part: "Meta", Key: "timestamp" } => IsTime(record, asserted),
        { Part: not "Meta" } => null,
        { Key: var key } when NotOfTheLine.Contains(key) => null,
        { Key: "log_type" } => IsVerdict(record, asserted.Value),
        { Key: "service" } => IsService(record, asserted.Value),
        { Key: "sub_type" or "subtype" } when HasWord(asserted.Value, FailureWords) => HasOutcome(record, FailureOutcomes.Contains),
        // A dash stands for no value, and no value is what Dwell keeps of it.
        { Key: "http_user_agent" or "RuleName", Value: "-" } => !HasText(record, "-"),
        { Key: "sub_log_type" } => IsService(record, asserted.Value.Split('_')[0]) && IsVerdict(record, asserted.Value),
        { Key: "program" } => record["program"] == asserted.Value || IsService(record, asserted.Value),
        { Key: "log_type_enh" } => HasOutcome(record, FailureOutcomes.Contains),
        { Key: "http_path" } => HasText(record, asserted.Value) || IsPath(record, asserted.Value),
        { Key: "http_verb" } => HasText(record, asserted.Value) || IsInRequest(record, asserted.Value),
        { Key: "action" } when HasWord(asserted.Value, BlockWords) => HasText(record, asserted.Value) || HasOutcome(record, FailureOutcomes.Contains),
        { Key: "action", Value: "accept" or "pass" } => HasText(record, asserted.Value) || HasOutcome(record, outcome => outcome == "allowed"),
        { Key: "auditd_eventid" } => record.Fields.Any(field => field.Value.EndsWith(':' + asserted.Value, StringComparison.Ordinal)),
        { Key: "reason" or "smtp_message" } => HasText(record, asserted.Value) || record.Fields.Any(field => field.Value.EndsWith(asserted.Value, StringComparison.Ordinal)),
        { Key: "dest_ip" or "dest_port" } => IsValue(record, asserted) || IsOfEndpoint(record, asserted.Value),
        { Key: var key, Value: var value } when key.EndsWith("_result", StringComparison.Ordinal) && HasWord(value, FailureWords) => HasOutcome(record, FailureOutcomes.Contains),
        _ => IsValue(record, asserted),
    };

    /// <summary>True for what is compared.</summary>
    public static bool IsCompared(Assertion asserted) =>
        asserted is { Part: "Enriched", Key: "MarshaledTime" } || (asserted.Part == "Meta" && !NotOfTheLine.Contains(asserted.Key));

    private static bool IsValue(ReadRecord record, Assertion asserted)
    {
        if (!Columns.TryGetValue(asserted.Key, out var columns))
            return HasText(record, asserted.Value);
        var said = columns.SelectMany(record.Values).ToList();
        return said.Count > 0 ? said.Exists(value => IsSame(value, asserted.Value)) : asserted.Value is "" or "N/A";
    }

    private static bool HasText(ReadRecord record, string value) =>
        record.Fields.Any(field => IsSame(field.Value, value)) || record.Facts.Any(fact => fact.Values.Any(pair => IsSame(pair.Value, value)));

    private static bool IsSame(string value, string asserted) =>
        value == asserted
        || value.Trim() == asserted.Trim()
        || (IPAddress.TryParse(value, out var left) && IPAddress.TryParse(asserted, out var right) && left.MapToIPv6().Equals(right.MapToIPv6()));

    // The path is asserted with its query or without.
    private static bool IsPath(ReadRecord record, string path) =>
        record.Fields.Any(field => field.Value.IndexOf(path, StringComparison.Ordinal) is var at
            && (at == 0 || (at > 0 && field.Key == "request" && field.Value[at - 1] == ' '))
            && field.Value.AsSpan(at + path.Length) is [] or ['?' or ' ', ..]);

    // GET /a?b HTTP/1.1, where the request stands as one text.
    private static bool IsInRequest(ReadRecord record, string verb) =>
        record.Fields.Any(field => field.Key == "request" && field.Value.StartsWith(verb + " ", StringComparison.Ordinal));

    // 0.0.0.0:25, where a server listens.
    private static bool IsOfEndpoint(ReadRecord record, string part) =>
        record.Fields.Any(field => field.Value.EndsWith(':' + part, StringComparison.Ordinal) || field.Value.StartsWith(part + ":", StringComparison.Ordinal));

    // The service is the program or product whose log it is; tcp and udp are what a firewall logs.
    private static bool IsService(ReadRecord record, string service) => service switch
    {
        "http" => HasWord(record.Source, WebServers) || record.Facts.Any(fact => fact.Kind == FactKind.WebRequest),
        // fast.log is one format of two programs.
        "suricata" => HasWord(record.Source, ["suricata", "snort"]),
        "tcp" or "udp" or "tcp_udp" => record.Facts.Any(fact => fact.Kind == FactKind.Connection),
        "mail" => record.Source.StartsWith("mail/", StringComparison.Ordinal) || record.Source.Contains("nginx", StringComparison.Ordinal),
        "ftp" or "telnet" => record.Source.Contains(service, StringComparison.Ordinal) || record.Facts.Length > 0,
        _ => service.Split('-', '_', ' ').Any(word => record.Source.Contains(word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), StringComparison.OrdinalIgnoreCase))
            || record["program"]?.StartsWith(service, StringComparison.OrdinalIgnoreCase) == true,
    };

    private static bool IsVerdict(ReadRecord record, string type)
    {
        if (type.StartsWith("http_access", StringComparison.Ordinal))
            return record.Facts.Any(fact => fact.Kind == FactKind.WebRequest);
        if (type.StartsWith("http_error", StringComparison.Ordinal))
            return HasWord(record.Source, WebServers) && record.Facts.All(fact => fact[FactColumn.Outcome] != "success");
        if (HasWord(type, SuccessWords))
            return HasOutcome(record, outcome => outcome == "success");
        if (HasWord(type, BlockWords) || HasWord(type, FailureWords))
            return HasOutcome(record, FailureOutcomes.Contains);
        return record.Facts.Length > 0 || record["event"] is not null;
    }

    private static bool HasOutcome(ReadRecord record, Func<string, bool> isRight)
    {
        var outcomes = record.Values(FactColumn.Outcome).ToList();
        return outcomes.Exists(outcome => isRight(outcome));
    }

    private static bool HasWord(string text, string[] words) => Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    // A line without a year was read by CrowdSec in the year of its test: then the day and the clock are compared.
    private static bool IsTime(ReadRecord record, Assertion asserted)
    {
        if (record.Time is not { } time)
            return false;
        if (asserted.WithoutYear)
            return Written(time)[4..] == asserted.Value || Written(time, "yyyy-MM-ddTHH:mm:ss") is var seconds && asserted.Value.StartsWith(seconds[4..], StringComparison.Ordinal);
        if (!DateTimeOffset.TryParse(asserted.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when))
            return false;
        // CrowdSec keeps as much of the fraction as the pattern of its parser took.
        var unit = when.UtcTicks % TimeSpan.TicksPerSecond == 0 ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;
        if (time.Ticks - when.UtcTicks is var apart && apart > -TimeSpan.TicksPerMillisecond && apart < unit)
            return true;
        return !HasYear(record.Text) && when.ToString("MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) == time.ToDateTime().ToString("MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string Written(UtcInstant time, string form = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ") =>
        time.ToDateTime().ToString(form, CultureInfo.InvariantCulture);

    private static bool HasYear(string line)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(line.TrimStart('<', '>', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));
        return !LogTimeReader.TryRead(bytes, out var time, out _) || time.HasYear;
    }
}
