using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dwell.Model.Answers;
using Dwell.Model.Evidence;
using Dwell.Tests;

namespace Dwell.Evidence.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shows_paths_below_the_argument_with_its_last_name_first()
    {
        _folder.Write("logs/a/b.evtx", Bytes.Evtx(100, 1));
        _folder.Write("single.evtx", Bytes.Evtx(100, 2));

        var manifest = Build(_folder["logs"] + "/", _folder["single.evtx"]);

        Assert.Equal(["logs/a/b.evtx", "single.evtx"], manifest.Items.Select(item => item.Path));
    }

    [Fact]
    public void Hashes_as_the_platform_does_over_many_buffers()
    {
        var bytes = Bytes.Evtx(3 * 1024 * 1024 + 17, 3);
        _folder.Write("big.evtx", bytes);

        foreach (var threads in new[] { 1, 4 })
        {
            var item = Assert.Single(Build(new EvidenceOptions { Threads = threads }, _folder["big.evtx"]).Items);
            Assert.Equal(Sha256Digest.Of(bytes), item.Digest);
            Assert.Equal(bytes.Length, item.Size);
            Assert.Equal(49, item.Blocks!.Count);
            Assert.Equal(
                SHA256.HashData([0, .. bytes.AsSpan(48 * 65536)]), item.Blocks.Leaves[(48 * 32)..].ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_048_575)]
    [InlineData(1_048_576)]
    [InlineData(2_097_152)]
    public void Sizes_around_blocks_and_buffers_are_hashed_whole(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        _folder.Write("e/a", bytes);

        var item = Assert.Single(Build(_folder["e"]).Items);

        Assert.Equal(Sha256Digest.Of(bytes), item.Digest);
        Assert.Equal((size + 65_535) / 65_536, item.Blocks!.Count);
        for (var block = 0; block < item.Blocks.Count; block++)
        {
            var end = Math.Min(size, (block + 1) * 65_536);
            Assert.Equal(Sha256Digest.Of([0, .. bytes[(block * 65_536)..end]]), item.Blocks.Leaf(block));
        }
    }

    [Fact]
    public void Same_bytes_are_one_item_with_all_paths_and_the_ordinally_first_shown()
    {
        var bytes = Bytes.Evtx(500, 4);
        _folder.Write("e/b.evtx", bytes);
        _folder.Write("e/Z.evtx", bytes);

        var item = Assert.Single(Build(_folder["e"]).Items);

        Assert.Equal(["e/Z.evtx", "e/b.evtx"], item.Places.Select(place => place.Path));
        Assert.Equal("e/Z.evtx", item.Path);
    }

    [Fact]
    public void Order_of_arguments_and_overlap_of_folders_do_not_change_the_numbers()
    {
        for (var i = 0; i < 20; i++)
            _folder.Write($"x/{i * 7 % 20}/log.evtx", Bytes.Evtx(200 + i, i));
        _folder.Write("y/other.evtx", Bytes.Evtx(99, 99));

        var one = Build(_folder["x"], _folder["y"]);
        var two = Build(new EvidenceOptions { Threads = 1 }, _folder["y"], _folder["x"], _folder["x"]);

        Assert.Equal(one.Items.Select(Describe), two.Items.Select(Describe));
        Assert.Equal(Enumerable.Range(0, 21), one.Items.Select(item => item.Number));
        Assert.Equal(one.Items.Select(item => item.Path).Order(StringComparer.Ordinal), one.Items.Select(item => item.Path));
    }

    [Fact]
    public void Everything_not_read_is_listed_with_its_reason()
    {
        _folder.Write("e/zeros.evtx", new byte[5000]);
        _folder.Write("e/notes.txt", "just words\n");
        _folder.Write("e/empty.log", "");
        _folder.Write("e/a.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]);
        _folder.Write("e/truth.json", """{ "note": [1, {"schema": "x"}], "schema": "dwell/truth/1", "events": [] }""");
        _folder.Write("e/old.evt", [0x30, 0, 0, 0, .. "LfLe"u8, 1, 0, 0, 0]);
        _folder.Write("e/good.evtx", Bytes.Evtx(100, 1));

        var manifest = Build(_folder["e"]);

        Assert.Equal(
            [
                ("e/a.7z", "7z archive: not unpacked yet; unpack it and give the folder"),
                ("e/empty.log", "empty file"),
                ("e/old.evt", "event log of Windows XP or 2003 (.evt): no reader for it"),
                ("e/truth.json", "truth of a simulation"),
                ("e/zeros.evtx", "no EVTX header"),
            ],
            manifest.Rejected.Select(rejected => (rejected.Path, rejected.Why)));
        Assert.Equal(["e/good.evtx", "e/notes.txt"], manifest.Readable.Select(item => item.Path));
    }

    [Fact]
    public void A_name_never_decides_what_is_read()
    {
        _folder.Write("e/photo.jpg", Bytes.Evtx(100, 1));
        _folder.Write("e/carved.bin", [.. "ElfChnk\0"u8, .. new byte[600]]);
        _folder.Write("e/wiped-header.evtx", [.. new byte[4096], .. "ElfChnk\0"u8, .. new byte[600]]);

        Assert.Equal(
            [EvidenceFormat.EvtxChunks, EvidenceFormat.Evtx, EvidenceFormat.EvtxChunks],
            Build(_folder["e"]).Items.Select(item => item.Format));
    }

    [Fact]
    public void The_context_file_at_the_root_is_neither_evidence_nor_rejected()
    {
        _folder.Write("e/evidence.yml", "organisation: x\n");
        _folder.Write("e/sub/evidence.yml", "organisation: deeper\n");
        var named = _folder.Write("e/sub/owner.yml", "organisation: z\n");

        var manifest = Build(new EvidenceOptions { ContextFile = named }, _folder["e"]);

        Assert.Equal("e/sub/evidence.yml", Assert.Single(manifest.Items).Path);
        Assert.Empty(manifest.Rejected);
    }

    [Fact]
    public void The_case_being_written_is_not_evidence()
    {
        _folder.Write("e/a.evtx", Bytes.Evtx(100, 1));
        _folder.Write("e/case/answers.json", "{}");

        var manifest = Build(new EvidenceOptions { CaseFolder = _folder["e/case/"] }, _folder["e"]);

        Assert.Single(manifest.Items);
        Assert.Empty(manifest.Rejected);
    }

    [Fact]
    public void A_case_inside_of_the_evidence_is_not_evidence_by_whatever_path()
    {
        if (OperatingSystem.IsWindows())
            return;
        _folder.Write("real/e/a.evtx", Bytes.Evtx(100, 1));
        _folder.Write("real/e/case/.unfinished/unpacked/0.unpacked", Bytes.Evtx(100, 2));
        Directory.CreateSymbolicLink(_folder["link"], _folder["real"]);
        var options = new EvidenceOptions { CaseFolder = _folder["link/e/case"] };

        var unfinished = Build(options, _folder["real/e"]);
        _folder.Write("real/e/case/case.json", "{\n  \"schema\": \"dwell/case/1\"\n}\n");
        _folder.Write("real/e/case/answers.json", "{}");
        Directory.Delete(_folder["real/e/case/.unfinished"], recursive: true);
        var sealedCase = Build(options, _folder["real/e"]);

        foreach (var manifest in new[] { unfinished, sealedCase })
        {
            Assert.Equal("e/a.evtx", Assert.Single(manifest.Items).Path);
            Assert.Equal(
                new RejectedEvidence("e/case", "a case of Dwell: the files of the case are not evidence"),
                Assert.Single(manifest.Rejected));
        }
    }

    [Fact]
    public void A_planted_mark_of_a_case_hides_no_log()
    {
        _folder.Write("e/one/case.json", "{ \"schema\": \"dwell/case/1\" }");
        _folder.Write("e/one/Security.evtx", Bytes.Evtx(100, 1));
        _folder.Write("e/one/sub/System.evtx", Bytes.Evtx(100, 2));
        _folder.Write("e/two/case.json", "{ \"schema\": \"other\" }");
        _folder.Write("e/two/answers.json", Bytes.Evtx(100, 3));

        var manifest = Build(_folder["e"]);

        Assert.Equal(
            ["e/one/Security.evtx", "e/one/sub/System.evtx", "e/two/answers.json", "e/two/case.json"],
            manifest.Readable.Select(item => item.Path));
        Assert.Equal(["e/one"], manifest.Rejected.Select(rejected => rejected.Path));
    }

    [Fact]
    public void A_file_whose_name_is_no_text_is_listed_as_such()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _folder.Write("e/a.evtx", Bytes.Evtx(100, 1));
        RunShell("printf x > \"$1/$(printf 'b\\377')\"");

        var manifest = Build(_folder["e"]);
        // Neither can .NET remove it.
        RunShell("rm \"$1\"/b*");

        var rejected = Assert.Single(manifest.Rejected);

        Assert.Equal(("e/b\uFFFD", "gone since it was listed, or its name can't be expressed"), (rejected.Path, rejected.Why));

        void RunShell(string script)
        {
            using var shell = Process.Start("sh", ["-c", script, "sh", _folder["e"]]);
            shell.WaitForExit();
        }
    }

    [Fact]
    public void A_link_loop_ends_and_is_listed()
    {
        _folder.Write("e/a.evtx", Bytes.Evtx(100, 1));
        Directory.CreateSymbolicLink(_folder["e/loop"], _folder["e"]);
        File.CreateSymbolicLink(_folder["e/outside.evtx"], "/etc/hostname");

        var manifest = Build(_folder["e"]);

        Assert.Equal(["e/a.evtx"], manifest.Items.Select(item => item.Path));
        Assert.Equal(["e/loop", "e/outside.evtx"], manifest.Rejected.Select(rejected => rejected.Path));
        Assert.All(manifest.Rejected, rejected => Assert.Equal("symbolic link: not followed", rejected.Why));
    }

    [Fact]
    public void A_named_pipe_is_listed_and_not_opened()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(_folder["e"]);
        using (var made = Process.Start("mkfifo", [_folder["e/pipe.evtx"]]))
            made.WaitForExit();

        var manifest = Build(_folder["e"]);

        Assert.Equal(new RejectedEvidence("e/pipe.evtx", "named pipe: not opened"), Assert.Single(manifest.Rejected));
    }

    [Fact]
    public void A_socket_is_listed_and_not_opened()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(_folder["e"]);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["e/s"]));

        Assert.Equal(new RejectedEvidence("e/s", "socket: not opened"), Assert.Single(Build(_folder["e"]).Rejected));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_listed()
    {
        var path = _folder.Write("e/secret.evtx", Bytes.Evtx(100, 1));
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return;
        File.SetUnixFileMode(path, UnixFileMode.None);

        Assert.Equal("can't be read: access denied", Assert.Single(Build(_folder["e"]).Rejected).Why);
    }

    [Fact]
    public void An_empty_folder_gives_an_empty_manifest()
    {
        Directory.CreateDirectory(_folder["e"]);

        var manifest = Build(_folder["e"]);

        Assert.Empty(manifest.Items);
        Assert.Empty(manifest.Rejected);
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        var exception = Assert.Throws<FileNotFoundException>(() => Build(_folder["nowhere"]));
        Assert.Contains("nowhere", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_from_any_place_of_an_item()
    {
        var bytes = Bytes.Evtx(200_000, 8);
        _folder.Write("e/a.evtx", bytes);
        using var source = new EvidenceSource(Build(_folder["e"]));
        using var opened = source.Open(0);

        var buffer = new byte[1000];
        Assert.Equal(1000, opened.ReadAt(150_000, buffer));
        Assert.Equal(bytes[150_000..151_000], buffer);
        Assert.Equal(500, opened.ReadAt(199_500, buffer));
        Assert.Equal(0, opened.ReadAt(300_000, buffer));
        using var copy = new MemoryStream();
        opened.AsStream().CopyTo(copy);
        Assert.Equal(bytes, copy.ToArray());
    }

    [SharedFact]
    public void Takes_in_the_shared_event_logs()
    {
        var manifest = Build(SharedData.PathOf("evtx-attack-samples"));

        Assert.Equal(Directory.GetFiles(SharedData.PathOf("evtx-attack-samples"), "*.evtx", SearchOption.AllDirectories).Length,
            manifest.Readable.Where(item => item.Format == EvidenceFormat.Evtx).Sum(item => item.Places.Length));
    }

    private static string Describe(EvidenceItem item) => $"{item.Number} {item.Path} {item.Digest} {item.Blocks?.Root}";

    private static EvidenceManifest Build(params string[] paths) => EvidenceManifest.Build(paths);

    private static EvidenceManifest Build(EvidenceOptions options, params string[] paths) =>
        EvidenceManifest.Build(paths, options);
}
