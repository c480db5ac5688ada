using System.Text;
using Dwell.Model.Facts;
using Dwell.Tests.Reading;

namespace Dwell.Tests.Audit;

/// <summary>Which facts audit events become: a made event in, the facts it stands for out.</summary>
public sealed class AuditFactsTests
{
    private const string Cwd = "type=CWD msg=audit(1700000000.000:1): cwd=\"/srv\"\n";
    private readonly FileReading _reading = new();

    [Fact]
    public void A_program_that_started() => Check(
        Syscall(59) + "type=EXECVE msg=audit(1700000000.000:1): argc=2 a0=\"curl\" a1=\"-s\"\n" + Cwd,
        "process-start: account=deploy account-sid=1000 target-account=root target-account-sid=0 logon-id=0x3 process=/usr/bin/x process-id=11 "
        + "command-line=curl -s path=/srv parent-process-id=10");

    [Fact]
    public void A_program_that_did_not_start() => Check(Syscall(59, success: "no", exit: "-13"));

    [Fact]
    public void A_connection() => Check(
        Syscall(42, success: "no", exit: "-115") + "type=SOCKADDR msg=audit(1700000000.000:1): saddr=020001BBC00002070000000000000000\n",
        "connection: outcome=attempted account=deploy account-sid=1000 destination-address=192.0.2.7 destination-port=443 process=/usr/bin/x process-id=11 initiated=true");

    [Fact]
    public void A_connection_to_a_local_socket_is_none() =>
        Check(Syscall(42) + "type=SOCKADDR msg=audit(1700000000.000:1): saddr=01002F72756E2F7800\n");

    [Fact]
    public void A_port_that_was_taken() => Check(
        Syscall(49) + "type=SOCKADDR msg=audit(1700000000.000:1): saddr=02001F90000000000000000000000000\n",
        "listener: outcome=bound source-address=0.0.0.0 source-port=8080 process=/usr/bin/x process-id=11");

    [Fact]
    public void A_file_that_was_made_where_something_starts_by_itself() => Check(
        Syscall(257, flags: "241") + Cwd + Path("/etc/cron.d/", "PARENT") + Path("/etc/cron.d/job", "CREATE"),
        "file-change: outcome=created account=deploy process=/usr/bin/x process-id=11 file=/etc/cron.d/job",
        "installation: outcome=created account=deploy account-sid=1000 logon-id=0x3 process=/usr/bin/x process-id=11 installation-kind=cron "
        + "path=/etc/cron.d/job value=/etc/cron.d/job");

    [Fact]
    public void A_file_that_was_opened() => Check(
        Syscall(257, flags: "80000") + Cwd + Path("notes", "NORMAL"),
        "file-access: outcome=success account=deploy account-sid=1000 logon-id=0x3 process=/usr/bin/x process-id=11 access=read file=/srv/notes");

    [Fact]
    public void A_file_that_was_refused() => Check(
        Syscall(257, success: "no", exit: "-13", flags: "1") + Cwd + Path("/etc/shadow", "NORMAL"),
        "file-access: outcome=failure account=deploy account-sid=1000 logon-id=0x3 process=/usr/bin/x process-id=11 access=write file=/etc/shadow");

    [Fact]
    public void A_file_that_was_removed_or_renamed()
    {
        Check(Syscall(263) + Cwd + Path("a", "DELETE"), "file-change: outcome=deleted account=deploy process=/usr/bin/x process-id=11 file=/srv/a");
        Check(
            Syscall(82) + Cwd + Path("a", "DELETE") + Path("b", "CREATE"),
            "file-change: outcome=renamed account=deploy process=/usr/bin/x process-id=11 file=/srv/b value=/srv/a");
    }

    [Fact]
    public void A_module_of_the_kernel() => Check(
        Syscall(313) + "type=KERN_MODULE msg=audit(1700000000.000:1): name=\"diamorphine\"\n", "driver-load: file=diamorphine");

    [Theory]
    [InlineData("success", "success")]
    [InlineData("failed", "failure")]
    public void A_logon(string result, string outcome) => Check(
        Message("USER_LOGIN", $"op=login acct=\"amy\" exe=\"/usr/sbin/sshd\" hostname=? addr=198.51.100.4 terminal=ssh res={result}"),
        $"logon: outcome={outcome} target-account=amy source-address=198.51.100.4 process=/usr/sbin/sshd process-id=5 name=ssh");

    [Fact]
    public void Sshd_reports_an_attempt_once_and_su_by_asking()
    {
        Check(Message("USER_AUTH", "op=PAM:authentication acct=\"amy\" exe=\"/usr/sbin/sshd\" hostname=? addr=198.51.100.4 terminal=ssh res=failed"));
        Check(
            Message("USER_AUTH", "op=PAM:authentication acct=\"root\" exe=\"/bin/su\" hostname=? addr=? terminal=pts/0 res=success"),
            "logon: outcome=attempted account=root account-sid=0 target-account=root process=/bin/su process-id=5 name=pts/0 service=/bin/su");
    }

    [Fact]
    public void Accounts_and_groups()
    {
        Check(Message("ADD_USER", "op=add-user acct=\"amy\" exe=\"/usr/sbin/useradd\" hostname=? addr=? terminal=? res=success"),
            "account-change: outcome=created account=root account-sid=0 target-account=amy name=add-user");
        Check(Message("ADD_USER", "op=add-user acct=\"amy\" exe=\"/usr/sbin/useradd\" hostname=? addr=? terminal=? res=failed"));
        Check(Message("USER_MGMT", "op=add-user-to-group grp=\"wheel\" acct=\"amy\" exe=\"/usr/sbin/usermod\" hostname=? addr=? terminal=? res=success"),
            "account-change: outcome=member-added account=root account-sid=0 target-account=amy group=wheel name=add-user-to-group");
        Check(Message("USER_CHAUTHTOK", "op=PAM:chauthtok acct=\"amy\" exe=\"/usr/bin/passwd\" hostname=? addr=? terminal=pts/0 res=success"),
            "account-change: outcome=password-changed account=root account-sid=0 target-account=amy name=PAM:chauthtok");
        Check(Message("DEL_GROUP", "op=delete-group id=1000 exe=\"/usr/sbin/groupdel\" hostname=? addr=? terminal=? res=success").Replace("'\n", "'\u001DID=\"crew\"\n", StringComparison.Ordinal),
            "account-change: outcome=group-deleted account=root account-sid=0 group=crew name=delete-group");
    }

    [Fact]
    public void What_is_recorded()
    {
        Check("type=CONFIG_CHANGE msg=audit(1.000:2): op=set audit_enabled=0 old=1 auid=1000 ses=3 res=1\u001DAUID=\"deploy\"\n",
            "audit-change: outcome=disabled account=deploy account-sid=1000 logon-id=0x3 name=The audit system");
        Check("type=CONFIG_CHANGE msg=audit(1.000:2): auid=1000 ses=3 op=remove_rule key=\"execs\" list=4 res=1\u001DAUID=\"deploy\"\n",
            "audit-change: outcome=changed account=deploy account-sid=1000 logon-id=0x3 name=the rules of the audit system value=execs");
        Check("type=DAEMON_END msg=audit(1.000:2): op=terminate auid=0 uid=0 ses=3 pid=1 subj=unconfined res=success\u001DAUID=\"root\" UID=\"root\"\n",
            "audit-change: outcome=stopped account=root account-sid=0 name=The audit daemon");
    }

    [Fact]
    public void A_command_through_sudo() => Check(
        "type=USER_CMD msg=audit(1.000:2): pid=9 uid=1000 auid=1000 ses=3 msg='cwd=\"/srv\" cmd=6361742078 exe=\"/usr/bin/sudo\" terminal=pts/0 res=success'\u001DUID=\"amy\" AUID=\"amy\"\n",
        "process-start: account=amy account-sid=1000 logon-id=0x3 command-line=cat x path=/srv");

    [Fact]
    public void A_service_that_only_started_is_no_installation() =>
        Check(Message("SERVICE_START", "unit=cups comm=\"systemd\" exe=\"/usr/lib/systemd/systemd\" hostname=? addr=? terminal=? res=success"));

    private static string Syscall(uint number, string success = "yes", string exit = "0", string flags = "0") =>
        $"type=SYSCALL msg=audit(1700000000.000:1): arch=c000003e syscall={number} success={success} exit={exit} a0=ffffff9c a1=1 a2={flags} a3=0 ppid=10 "
        + "pid=11 auid=1000 uid=0 euid=0 ses=3 comm=\"x\" exe=\"/usr/bin/x\" key=\"k\"\u001DAUID=\"deploy\" UID=\"root\" EUID=\"root\"\n";

    private static string Path(string name, string kind) => $"type=PATH msg=audit(1700000000.000:1): item=0 name=\"{name}\" nametype={kind}\n";

    private static string Message(string type, string message) =>
        $"type={type} msg=audit(1.000:2): pid=5 uid=0 auid=4294967295 ses=4294967295 msg='{message}'\n";

    private void Check(string log, params string[] facts)
    {
        var record = Assert.Single(_reading.Read(Encoding.UTF8.GetBytes(log)));
        Assert.Equal(facts.Select(Sorted), record.Facts.Select(fact => Sorted(TextOf(fact))));
    }

    // Columns in one order, whatever the order of the enum.
    private static string Sorted(string fact)
    {
        var parts = System.Text.RegularExpressions.Regex.Split(fact, " (?=[a-z-]+=)");
        return parts[0] + " " + string.Join(' ', parts[1..].Order(StringComparer.Ordinal));
    }

    private static string TextOf(Fact fact)
    {
        var text = new StringBuilder(Kebab(fact.Kind.ToString())).Append(':');
        foreach (var column in Enum.GetValues<FactColumn>())
        {
            if (fact[column] is { } value)
                text.Append(' ').Append(Kebab(column.ToString())).Append('=').Append(value);
        }

        return text.ToString();
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
