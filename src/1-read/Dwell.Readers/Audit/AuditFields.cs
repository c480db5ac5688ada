using System.Collections.Immutable;
using System.Text;

namespace Dwell.Readers.Audit;

/// <summary>
/// The fields of audit records by name, each at a fixed slot. Names are those that the kernel and programs write, in their case:
/// capitals are the enriched form of the same name. Those before <see cref="FirstSource"/> are made of the records of the event.
/// </summary>
internal static class AuditFields
{
    // Fields that a reader makes of the event's records; they come first.
    private static readonly string[] Derived =
    [
        "audit_id", "node", "type", "event", "actor", "actor_id", "runs_as", "runs_as_id", "uid_name", "errno", "argv", "exec_image", "exec_cwd", "parent_image",
        "parent_command_line", "file_image", "file_created", "file_deleted", "file_opened", "file_written", "file_access",
        "connect_image", "connect_addr", "connect_port", "initiated",
    ];

    // Names are found without regard to case and the first slot counts: the name of a call is wanted more often than its number.
    private const string Plain =
        """
        ARCH arch SYSCALL syscall success exit a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 a13 a14 a15 items ppid pid auid AUID uid UID
        gid GID euid EUID suid SUID fsuid FSUID egid EGID sgid SGID fsgid FSGID tty ses comm exe subj key argc cwd item name inode dev
        mode ouid OUID ogid OGID rdev obj nametype objtype cap_fp cap_fi cap_fe cap_fver cap_frootid saddr saddr_fam laddr lport path
        proctitle op acct id ID hostname addr terminal res grantors unit cmd data grp old-auid OLD-AUID old-ses old new list
        audit_enabled audit_backlog_limit audit_backlog_wait_time audit_failure audit_rate_limit audit_pid dir watch perm
        seresult seperms scontext tcontext tclass permissive ino apparmor operation profile requested_mask denied_mask peer info error
        reason sig opid oauid OAUID oses ocomm prog-id table family entries kind fp direction cipher ksize mac pfs spid rport raddr
        ver format kernel default-context selected-context old-level new-level fver fi fe old_pp old_pi old_pe new_pp new_pi new_pe
        new-seuser old-seuser fd dport sport proto cause hash major minor prom old_prom code ip compat sauid SAUID
        new_ses sw sw_type key_enforce gpg_res root_dir mac_policy pa pi pe dest capability cap_pa
        """;

    private static readonly string[] AllNames = [.. Derived, .. Plain.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
    private static readonly NameTable Table = new(AllNames);

    /// <summary>The first slot of a field that records have themselves; those before it are made.</summary>
    public static readonly int FirstSource = Derived.Length;

    /// <summary>All names, by slot.</summary>
    public static ImmutableArray<string> Names { get; } = [.. AllNames];

    public static readonly int Id = SlotOf("audit_id");
    public static readonly int Node = SlotOf("node");
    public static readonly int Type = SlotOf("type");
    public static readonly int Event = SlotOf("event");
    public static readonly int Errno = SlotOf("errno");
    public static readonly int Argv = SlotOf("argv");
    public static readonly int ExecImage = SlotOf("exec_image");
    public static readonly int ExecFolder = SlotOf("exec_cwd");
    public static readonly int ParentImage = SlotOf("parent_image");
    public static readonly int ParentCommandLine = SlotOf("parent_command_line");
    public static readonly int FileImage = SlotOf("file_image");
    public static readonly int FileCreated = SlotOf("file_created");
    public static readonly int FileDeleted = SlotOf("file_deleted");
    public static readonly int FileOpened = SlotOf("file_opened");
    public static readonly int FileWritten = SlotOf("file_written");
    public static readonly int FileAccess = SlotOf("file_access");
    public static readonly int ConnectImage = SlotOf("connect_image");
    public static readonly int ConnectAddress = SlotOf("connect_addr");
    public static readonly int ConnectPort = SlotOf("connect_port");
    public static readonly int Initiated = SlotOf("initiated");
    public static readonly int Actor = SlotOf("actor");
    public static readonly int ActorId = SlotOf("actor_id");
    public static readonly int RunsAs = SlotOf("runs_as");
    public static readonly int RunsAsId = SlotOf("runs_as_id");
    public static readonly int UidName = SlotOf("uid_name");
    public static readonly int Auid = SlotOf("auid");
    public static readonly int Uid = SlotOf("uid");
    public static readonly int Euid = SlotOf("euid");
    public static readonly int AuidText = SlotOf("AUID");
    public static readonly int UidText = SlotOf("UID");
    public static readonly int EuidText = SlotOf("EUID");
    public static readonly int Arch = SlotOf("arch");
    public static readonly int ArchName = SlotOf("ARCH");
    public static readonly int Call = SlotOf("syscall");
    public static readonly int CallName = SlotOf("SYSCALL");
    public static readonly int Exit = SlotOf("exit");
    public static readonly int FirstArgument = SlotOf("a0");
    public static readonly int Success = SlotOf("success");
    public static readonly int Exe = SlotOf("exe");
    public static readonly int Key = SlotOf("key");
    public static readonly int Cwd = SlotOf("cwd");
    public static readonly int Name = SlotOf("name");
    public static readonly int NameType = SlotOf("nametype");
    public static readonly int ObjectType = SlotOf("objtype");
    public static readonly int SocketAddress = SlotOf("saddr");
    public static readonly int SocketFamily = SlotOf("saddr_fam");
    public static readonly int LocalAddress = SlotOf("laddr");
    public static readonly int LocalPort = SlotOf("lport");
    public static readonly int Path = SlotOf("path");
    public static readonly int ProcessTitle = SlotOf("proctitle");
    public static readonly int SecurityResult = SlotOf("seresult");
    public static readonly int SecurityPermissions = SlotOf("seperms");

    // Values that the kernel and libaudit write as hex when they hold blanks, quotes or control characters
    // (audit_log_untrustedstring, audit_encode_nv_string); everything else that looks like hex is a number.
    private static readonly bool[] Encoded = Marked(
        "comm exe key cwd name path proctitle acct cmd data grp dir watch ocomm sw root_dir profile info unit hostname terminal "
        + "peer operation");

    // Fields of records of which an event may have several: their values stay side by side.
    private static readonly bool[] Repeated = Marked(
        "item name inode dev mode ouid OUID ogid OGID rdev obj nametype objtype cap_fp cap_fi cap_fe cap_fver cap_frootid opid ocomm");

    /// <summary>The slot of a name that is known.</summary>
    public static int SlotOf(string name) => Table.Find(Encoding.UTF8.GetBytes(name));

    /// <summary>The slot of a name; -1 when it is not known.</summary>
    public static int SlotOf(ReadOnlySpan<byte> name) => Table.Find(name);

    /// <summary>True when an unquoted value of the field may be the hex of a text.</summary>
    public static bool IsEncoded(int slot) => slot >= 0 && slot < Encoded.Length && Encoded[slot];

    /// <summary>True when equal values of one event are all kept.</summary>
    public static bool IsRepeated(int slot) => slot >= 0 && slot < Repeated.Length && Repeated[slot];

    private static bool[] Marked(string names)
    {
        var marks = new bool[AllNames.Length];
        foreach (var name in names.Split(' '))
            marks[SlotOf(name)] = true;
        return marks;
    }
}
