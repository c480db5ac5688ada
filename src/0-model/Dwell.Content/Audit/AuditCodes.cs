using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dwell.Content.Store;
using Dwell.Content.Yaml;

namespace Dwell.Content.Audit;

/// <summary>
/// What the numbers in Linux audit records stand for (<c>content/audit/linux.yml</c>). Names are UTF-8, ready to be put into
/// records. Immutable.
/// </summary>
public sealed class AuditCodes
{
    private static readonly Lazy<AuditCodes> EmbeddedCodes = new(() => Read(ContentStore.Embedded));

    private readonly FrozenDictionary<int, ImmutableArray<byte>> _types;
    private readonly FrozenDictionary<int, ImmutableArray<byte>> _errors;
    private readonly FrozenDictionary<uint, AuditArchitecture> _architectures;

    private AuditCodes(YamlValue file)
    {
        _types = Numbered(file["types"]);
        _errors = Numbered(file["errors"]);
        var calls = file["syscalls"].Pairs().ToDictionary(pair => pair.Key, pair => Numbered(pair.Value), StringComparer.Ordinal);
        _architectures = file["architectures"].Pairs().ToFrozenDictionary(
            pair => uint.Parse(pair.Key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            pair => new AuditArchitecture(
                [.. Encoding.UTF8.GetBytes(pair.Value.Text())],
                calls.GetValueOrDefault(pair.Value.Text(), FrozenDictionary<int, ImmutableArray<byte>>.Empty)));
    }

    /// <summary>The codes of the content that this build carries; read once.</summary>
    public static AuditCodes Embedded => EmbeddedCodes.Value;

    /// <summary>Reads the codes; throws <see cref="ContentException"/> at the first thing that can't be used.</summary>
    public static AuditCodes Read(ContentStore store)
    {
        var file = YamlFile.Read(store, "content/audit/linux.yml")
            .WithKeys("origin", "types", "errors", "architectures", "syscalls");
        _ = file["origin"].Texts();
        return new AuditCodes(file);
    }

    /// <summary>The name of a record type: 1300 is SYSCALL; empty when none is known.</summary>
    public ReadOnlySpan<byte> TypeName(int number) => NameOf(_types, number);

    /// <summary>The name of an error: 13 is EACCES; empty when none is known.</summary>
    public ReadOnlySpan<byte> ErrorName(int number) => NameOf(_errors, number);

    /// <summary>The architecture with this value in the field <c>arch</c>; null when it is not known.</summary>
    public AuditArchitecture? Architecture(uint arch) => _architectures.GetValueOrDefault(arch);

    internal static ReadOnlySpan<byte> NameOf(FrozenDictionary<int, ImmutableArray<byte>> names, int number) =>
        names.TryGetValue(number, out var name) ? name.AsSpan() : default;

    private static FrozenDictionary<int, ImmutableArray<byte>> Numbered(YamlValue runs)
    {
        var names = new Dictionary<int, ImmutableArray<byte>>();
        foreach (var run in runs.Items())
        {
            run.WithKeys("from", "names");
            var number = run["from"].Integer();
            foreach (var name in run["names"].Text().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (name != "-" && !names.TryAdd(number, [.. Encoding.UTF8.GetBytes(name)]))
                    throw run.Error($"Found the number {number} a second time; expected each once.");
                number++;
            }
        }

        return names.ToFrozenDictionary();
    }
}

/// <summary>An architecture as the kernel's audit names it, and its system calls.</summary>
public sealed class AuditArchitecture
{
    // System calls of the x32 ABI bear this bit (asm/unistd.h, __X32_SYSCALL_BIT).
    private const int X32Bit = 0x4000_0000;

    private readonly ImmutableArray<byte> _name;
    private readonly FrozenDictionary<int, ImmutableArray<byte>> _calls;

    internal AuditArchitecture(ImmutableArray<byte> name, FrozenDictionary<int, ImmutableArray<byte>> calls)
    {
        _name = name;
        _calls = calls;
    }

    /// <summary>The name: <c>x86_64</c>.</summary>
    public ReadOnlySpan<byte> Name => _name.AsSpan();

    /// <summary>The name of a system call; empty when none is known.</summary>
    public ReadOnlySpan<byte> CallName(int number) => AuditCodes.NameOf(_calls, number & ~X32Bit);
}
