using System.Globalization;
using Dwell.Tests.Reading;

namespace Dwell.Tests.Audit;

/// <summary>A record in the words of go-libaudit: what it calls what, and how it writes values.</summary>
internal sealed class LibauditView(ReadRecord record)
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["syscall"] = "SYSCALL",
        ["arch"] = "ARCH",
        ["title"] = "proctitle",
        ["socket_addr"] = "laddr",
        ["socket_port"] = "lport",
        ["session"] = "ses",
    };

    /// <summary>True when the record says the same as a leaf of auparse's golden file.</summary>
    public bool AgreesWithRecord(string key, string expected)
    {
        if (key == "raw_msg")
            return record.Text.EndsWith("msg=" + expected, StringComparison.Ordinal);
        if (key.StartsWith("keys[", StringComparison.Ordinal))
            return ValuesOf("key").ElementAtOrDefault(IndexOf(key)) == expected;
        return AgreesWith(key.StartsWith("data.", StringComparison.Ordinal) ? key[5..] : key, expected);
    }

    /// <summary>True when the record says the same as a leaf of aucoalesce's golden file.</summary>
    public bool AgreesWithEvent(string key, string expected)
    {
        var name = key[(key.LastIndexOf('.') + 1)..];
        if (key.StartsWith("tags[", StringComparison.Ordinal))
            return ValuesOf("key").ElementAtOrDefault(IndexOf(key)) == expected;
        if (key.StartsWith("paths[", StringComparison.Ordinal))
            return PathValue(IndexOf(key), name) == expected;
        if (key.StartsWith("process.args[", StringComparison.Ordinal))
            return ValuesOf($"a{IndexOf(key)}").LastOrDefault() == expected;
        if (key.StartsWith("user.selinux.", StringComparison.Ordinal))
            return AgreesWith("subj_" + name, expected);
        return key switch
        {
            "process.name" => AgreesWith("comm", expected),
            "process.cwd" => record["cwd"] == expected,
            "data.socket_family" => AgreesWith("family", expected),
            "source.ip" => AgreesWith("addr", expected),
            "network.direction" => AgreesWith("SYSCALL", expected == "ingress" ? "getpeername" : "getsockname") || record["laddr"] is not null,
            "summary.actor.primary" => AgreesWith("auid", expected),
            "summary.actor.secondary" => AgreesWith("acct", expected) || AgreesWith("uid", expected),
            "summary.how" => AgreesWith("exe", expected) || AgreesWith("comm", expected) || AgreesWith("sig", expected),
            "summary.object.primary" => Says(expected, "terminal", "cmd", "comm", "operation", "file_deleted", "file_created", "name", "exe"),
            "summary.object.secondary" => Says(expected, "addr", "hostname", "requested_mask", "pid"),
            _ when key.StartsWith("file.", StringComparison.Ordinal) => FileAgrees(name, expected),
            _ => AgreesWith(name, expected),
        };
    }

    private bool AgreesWith(string name, string expected) => name switch
    {
        "@timestamp" => record.Time?.ToString() == expected,
        "sequence" => record["audit_id"]?.Split(':')[^1] == expected,
        "record_type" => string.Equals(record["type"], expected, StringComparison.OrdinalIgnoreCase)
            || string.Equals(record["event"], expected, StringComparison.OrdinalIgnoreCase)
            || ValuesOf("type").Contains(expected, StringComparer.OrdinalIgnoreCase),
        "result" => ResultOf() == expected,
        "exit" => (record["errno"] ?? record["exit"]) == expected,
        "family" => FamilyOf() == expected,
        "addr" when record["laddr"] is not null && record["saddr"] is not null => record["laddr"] == expected,
        "port" => record["lport"] == expected,
        _ when name.StartsWith("subj_", StringComparison.Ordinal) => ContextPart("subj", name[5..]) == expected,
        _ when name.StartsWith("obj_", StringComparison.Ordinal) => ContextPart("obj", name[4..]) == expected,
        _ => ValuesOf(Names.GetValueOrDefault(name, name)).Select(Plain).Contains(Plain(expected)),
    };

    private bool Says(string expected, params string[] names) => names.Any(name => AgreesWith(name, expected));

    // The first file of the call's own kind, not its folder.
    private bool FileAgrees(string name, string expected)
    {
        var kinds = ValuesOf("nametype").ToList();
        var index = kinds.FindIndex(kind => kind != "PARENT");
        return name switch
        {
            "path" => ValuesOf("name").ElementAtOrDefault(index) == expected,
            "mode" => ValuesOf("mode").ElementAtOrDefault(index)?[^4..] == expected[^4..],
            "device" => ValuesOf("rdev").ElementAtOrDefault(index) == expected,
            "uid" or "gid" => ValuesOf("o" + name).ElementAtOrDefault(index) == expected,
            _ => ValuesOf(name).ElementAtOrDefault(index) == expected,
        };
    }

    // Records of PATH stand in the order of their items; other records (AVC) may have a name as well, before them.
    private string? PathValue(int index, string name)
    {
        var values = ValuesOf(name).ToList();
        var paths = ValuesOf("item").Count();
        var surplus = Math.Max(0, values.Count - paths);
        return values.ElementAtOrDefault(surplus + index) ?? values.ElementAtOrDefault(index);
    }

    private string ResultOf() => (record["success"] ?? record["res"]) switch
    {
        "yes" or "success" or "1" => "success",
        "no" or "failed" or "0" => "fail",
        _ => "unknown",
    };

    private string? FamilyOf() => record["saddr_fam"] switch
    {
        "inet" => "ipv4",
        "inet6" => "ipv6",
        "local" => "unix",
        null => record["family"],
        var other => other,
    };

    // user:role:domain:level:category; of a context without colons the whole is the user, whose '=' go-libaudit does not keep.
    private string? ContextPart(string field, string part)
    {
        var parts = (record[field] ?? "").Split(':');
        var index = Array.IndexOf(["user", "role", "domain", "level", "category"], part);
        return index < parts.Length ? parts[index] : null;
    }

    private static string Plain(string value) => value == "4294967295" ? "unset" : value;

    private IEnumerable<string> ValuesOf(string name) => record.Fields.Where(field => field.Key == name).Select(field => field.Value);

    private static int IndexOf(string key) =>
        int.Parse(key[(key.IndexOf('[', StringComparison.Ordinal) + 1)..key.IndexOf(']', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
}
