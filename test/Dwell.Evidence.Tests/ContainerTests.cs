using System.Formats.Tar;
using System.IO.Compression;
using Dwell.Evidence.Citations;
using Dwell.Model.Evidence;
using Dwell.Tests;

namespace Dwell.Evidence.Tests;

public sealed class ContainerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entries_of_zip_tar_gz_and_nested_ones_are_read_by_offset()
    {
        var logs = Enumerable.Range(0, 5).Select(seed => Bytes.Evtx(150_000 + seed, seed)).ToArray();
        _folder.Write("e/1.zip", Archive.Zip(("logs/a.evtx", logs[0]), ("readme.7z", (byte[])[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4])));
        _folder.Write("e/2.tar", Archive.Tar(("b.evtx", logs[1])));
        _folder.Write("e/3.evtx.gz", Archive.Gzip(logs[2]));
        _folder.Write("e/4.tgz", Archive.Gzip(Archive.Tar(("x/c.evtx", logs[3]))));
        _folder.Write("e/5.zip", Archive.Zip(("inner.zip", Archive.Zip(("d.evtx", logs[4])))));

        foreach (var memory in new[] { 0L, 64L << 20 })
        {
            using var source = Build(new EvidenceLimits { MaxMemoryBytes = memory });

            Assert.Equal(
                ["e/1.zip!logs/a.evtx", "e/2.tar!b.evtx", "e/3.evtx.gz!unpacked", "e/4.tgz!unpacked!x/c.evtx", "e/5.zip!inner.zip!d.evtx"],
                source.Manifest.Readable.Select(item => item.Path));
            foreach (var (item, log) in source.Manifest.Readable.Zip(logs))
            {
                using var opened = source.Open(item);
                var buffer = new byte[log.Length + 10];
                Assert.Equal(log.Length, opened.ReadAt(0, buffer));
                Assert.Equal(log, buffer[..log.Length]);
                Assert.Equal(1000, opened.ReadAt(140_000, buffer.AsSpan(0, 1000)));
                Assert.Equal(log[140_000..141_000], buffer[..1000]);
                Assert.Equal(Sha256Digest.Of(log), item.Digest);
            }

            Assert.Equal(("e/1.zip!readme.7z", "7z archive: not unpacked yet; unpack it and give the folder"), Only(source.Manifest.Rejected));
            Assert.Empty(source.Manifest.Diagnostics);
        }
    }

    [Fact]
    public void A_citation_names_the_file_given_and_the_way_inside()
    {
        var log = Bytes.Evtx(9000, 1);
        var zip = Archive.Zip(("in!ner.zip", Archive.Zip(("d.evtx", log))));
        _folder.Write("e/5.zip", zip);
        using var source = Build();
        using var maker = new CitationMaker(source, new OnePiece());

        var item = source.Manifest.Readable.Single();
        var citation = maker.Make(new RecordRef(item.Number, 4000, 100));

        Assert.Equal(Sha256Digest.Of(zip), citation.Evidence);
        Assert.Equal("in%21ner.zip!d.evtx!off=4000,len=100", citation.Locator.ToString());
        Assert.Equal(Sha256Digest.Of(log.AsSpan(4000, 100)), citation.Sha256);
        Assert.Equal(["5.zip", "in!ner.zip"], ParentsOf(source.Manifest, item));
    }

    [Fact]
    public void The_same_bytes_inside_and_outside_of_a_container_are_one_item()
    {
        var log = Bytes.Evtx(900, 1);
        _folder.Write("e/z.evtx", log);
        _folder.Write("e/a.zip", Archive.Zip(("x.evtx", log), ("y.evtx", log)));
        _folder.Write("e/b.zip", Archive.Zip(("x.evtx", log), ("y.evtx", log)));

        using var source = Build();

        var item = source.Manifest.Readable.Single();
        Assert.Equal(
            ["e/a.zip!x.evtx", "e/a.zip!y.evtx", "e/b.zip!x.evtx", "e/b.zip!y.evtx", "e/z.evtx"],
            item.Places.Select(place => place.Path));
        using var opened = source.Open(item);
        Assert.Equal(900, opened.Length);
    }

    [Fact]
    public void Names_that_climb_out_are_only_names()
    {
        _folder.Write("e/evil.zip", Archive.Zip(
            ("../../../climbed.evtx", Bytes.Evtx(500, 1)), ("/absolute.evtx", Bytes.Evtx(500, 2)), (@"C:\drive.evtx", Bytes.Evtx(500, 3))));
        _folder.Write("e/evil.tar", Archive.Tar(("../climbed.evtx", Bytes.Evtx(500, 4))));
        var before = Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Length;

        using var source = Build(new EvidenceLimits { MaxMemoryBytes = 0 }, spill: _folder["spill"]);

        Assert.Equal(4, source.Manifest.Readable.Count());
        Assert.Equal(
            ["0.unpacked", "1.unpacked", "2.unpacked"],
            Directory.GetFiles(_folder["spill"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        source.Dispose();
        Assert.Empty(Directory.GetFiles(_folder["spill"]));
        Assert.Equal(before + 1, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Length);
        Assert.False(File.Exists(_folder["climbed.evtx"]));
    }

    [Fact]
    public void Links_pipes_and_devices_in_a_tar_are_listed_only()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link.evtx") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "hard.evtx") { LinkName = "../../x" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "pipe"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "zero") { DeviceMajor = 1, DeviceMinor = 5 });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "folder"));
        }

        _folder.Write("e/t.tar", tar.ToArray());
        using var source = Build();

        Assert.Equal(
            ["e/t.tar!hard.evtx hard link", "e/t.tar!link.evtx symbolic link", "e/t.tar!pipe named pipe", "e/t.tar!zero device"],
            source.Manifest.Rejected.Select(rejected => $"{rejected.Path} {rejected.Why[..rejected.Why.IndexOf(" inside", StringComparison.Ordinal)]}"));
        Assert.Empty(source.Manifest.Readable);
    }

    [Fact]
    public void A_zip_entry_whose_checksum_is_wrong_is_read_with_a_diagnostic()
    {
        var log = Bytes.Evtx(1000, 1);
        var zip = Archive.Zip(CompressionLevel.NoCompression, ("a.evtx", log));
        zip[zip.AsSpan().IndexOf("ElfFile\0"u8) + 500] ^= 1;
        _folder.Write("e/x.zip", zip);

        using var source = Build();

        Assert.Equal("entry-checksum", Assert.Single(source.Manifest.Diagnostics).Code);
        Assert.Single(source.Manifest.Readable);
    }

    [Fact]
    public void Encrypted_entries_are_listed()
    {
        var zip = Archive.Zip(("secret.evtx", Bytes.Evtx(500, 1)));
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 1, 2]) + 8] |= 1;
        _folder.Write("e/x.zip", zip);

        using var source = Build();

        Assert.Equal(("e/x.zip!secret.evtx", "encrypted: unpack it with its password and give the folder"), Only(source.Manifest.Rejected));
    }

    [Fact]
    public void A_name_used_twice_has_two_places()
    {
        _folder.Write("e/x.zip", Archive.Zip(("a.evtx", Bytes.Evtx(500, 1)), ("a.evtx", Bytes.Evtx(500, 2)), ("a.evtx#2", Bytes.Evtx(500, 3))));

        using var source = Build();

        Assert.Equal(["e/x.zip!a.evtx", "e/x.zip!a.evtx#2", "e/x.zip!a.evtx#2#2"], source.Manifest.Readable.Select(item => item.Path));
    }

    [Theory]
    [InlineData("ratio")]
    [InlineData("entry-bytes")]
    [InlineData("unpacked-bytes")]
    [InlineData("entries")]
    public void A_bomb_hits_a_limit_with_a_name(string limit)
    {
        var limits = limit switch
        {
            "ratio" => new EvidenceLimits { MaxRatio = 100, RatioGraceBytes = 1 << 20 },
            "entry-bytes" => new EvidenceLimits { MaxEntryBytes = 1 << 20 },
            "unpacked-bytes" => new EvidenceLimits { MaxUnpackedBytes = 1 << 20 },
            _ => new EvidenceLimits { MaxEntries = 1 },
        };
        _folder.Write("e/bomb.zip", Archive.Zip(("a.evtx", [.. Bytes.Evtx(100, 1), .. new byte[8 << 20]]), ("b.evtx", Bytes.Evtx(100, 2))));

        using var source = Build(limits);

        Assert.Contains(source.Manifest.Diagnostics, diagnostic => diagnostic.Code == "limit-" + limit);
        var rejected = source.Manifest.Rejected[0];
        Assert.Contains($"limit {limit}", rejected.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(source.Manifest.Readable, item => item.Size > 1 << 20);
        if (limit == "entry-bytes")
            Assert.Equal("e/bomb.zip!b.evtx", source.Manifest.Readable.Single().Path);
        else if (limit != "entries")
            Assert.Equal("not unpacked: a limit was hit before it", source.Manifest.Rejected[1].Why);
    }

    [Fact]
    public void A_bomb_of_many_small_entries_over_the_same_zeros_hits_the_ratio_too()
    {
        var zeros = new byte[512 << 10];
        _folder.Write("e/bomb.zip", Archive.Zip([.. Enumerable.Range(0, 40).Select(i => ($"{i}.evtx", (byte[])[.. Bytes.Evtx(16, i), .. zeros]))]));

        using var source = Build(new EvidenceLimits { MaxRatio = 100, RatioGraceBytes = 1 << 20 });

        Assert.Contains(source.Manifest.Diagnostics, diagnostic => diagnostic.Code == "limit-ratio");
        Assert.True(source.Manifest.Readable.Count() < 10);
    }

    [Fact]
    public void Containers_too_deep_inside_of_each_other_are_not_unpacked()
    {
        var inner = Archive.Zip(("deep.evtx", Bytes.Evtx(500, 1)));
        for (var i = 0; i < 4; i++)
            inner = Archive.Zip(($"{i}.zip", inner));
        _folder.Write("e/x.zip", inner);

        using var source = Build(new EvidenceLimits { MaxDepth = 4 });

        var rejected = Assert.Single(source.Manifest.Rejected);
        Assert.Equal("e/x.zip!3.zip!2.zip!1.zip!0.zip", rejected.Path);
        Assert.Contains("limit of 4 (depth)", rejected.Why, StringComparison.Ordinal);
        Assert.Equal("limit-depth", Assert.Single(source.Manifest.Diagnostics).Code);
        using var deeper = Build(new EvidenceLimits { MaxDepth = 5 });
        Assert.Single(deeper.Manifest.Readable);
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void A_cut_zip_gives_its_entries_by_their_own_headers(CompressionLevel level)
    {
        var (first, second) = (Bytes.Evtx(5000, 1), Bytes.Evtx(90_000, 2));
        var zip = Archive.Zip(level, ("a.evtx", first), ("b.evtx", second));
        _folder.Write("e/x.zip", zip.AsSpan(0, 60_000));

        using var source = Build();

        Assert.Equal("container-damaged", source.Manifest.Diagnostics[0].Code);
        var items = source.Manifest.Readable.ToList();
        Assert.Equal(["e/x.zip!a.evtx", "e/x.zip!b.evtx"], items.Select(item => item.Path));
        Assert.Equal(Sha256Digest.Of(first), items[0].Digest);
        Assert.InRange(items[1].Size, 40_000, 60_000);
        using var opened = source.Open(items[1]);
        var buffer = new byte[items[1].Size];
        opened.ReadAt(0, buffer);
        Assert.Equal(second[..buffer.Length], buffer);
    }

    [Fact]
    public void Something_that_only_starts_like_a_zip_is_a_container_with_nothing_in_it()
    {
        _folder.Write("e/x.zip", [.. "PK\x03\x04"u8, .. new byte[3000]]);

        using var source = Build();

        Assert.Equal("container-damaged", Assert.Single(source.Manifest.Diagnostics).Code);
        Assert.Empty(source.Manifest.Readable);
    }

    [Fact]
    public void A_cut_tar_gives_its_first_entries_and_the_cut_one_as_far_as_it_goes()
    {
        var tar = Archive.Tar(("a.evtx", Bytes.Evtx(5000, 1)), ("b.evtx", Bytes.Evtx(50_000, 2)));
        _folder.Write("e/x.tar", tar.AsSpan(0, 30_000));

        using var source = Build();

        Assert.Contains(source.Manifest.Diagnostics, diagnostic => diagnostic.Code is "entry-damaged" or "container-damaged");
        Assert.Contains(source.Manifest.Readable, item => item is { Path: "e/x.tar!a.evtx", Size: 5000 });
    }

    [Theory]
    [InlineData('x', false)]
    [InlineData('g', false)]
    [InlineData('L', true)]
    [InlineData('K', false)]
    public void Names_and_attributes_of_a_tar_are_bounded(char type, bool isBinary)
    {
        // The entry's length is no multiple of a block: the next header stands behind its padding.
        var first = Archive.Tar(("a.evtx", Bytes.Evtx(700, 1)))[..^1024];
        byte[] last = Archive.Tar(("b.evtx", Bytes.Evtx(800, 2)));
        _folder.Write("e/bomb.tar", [.. first, .. Archive.TarHeader(type, (1 << 20) + 1, isBinary), .. new byte[(1 << 20) + 512], .. last]);
        _folder.Write("e/row.tar", [
            .. first, .. Archive.TarHeader('L', 600_000, isBinary), .. new byte[600_064], .. Archive.TarHeader('K', 600_000, isBinary),
            .. new byte[600_064], .. last]);

        using var source = Build();

        Assert.Equal(["limit-tar-header", "limit-tar-header"], source.Manifest.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal([first.Length, first.Length + 512 + 600_064L], source.Manifest.Diagnostics.Select(diagnostic => diagnostic.Offset!.Value));
        Assert.Equal(
            ["e/bomb.tar!a.evtx", "e/row.tar!a.evtx"],
            source.Manifest.Readable.SelectMany(item => item.Places).Select(place => place.Path));
    }

    [Fact]
    public void Long_names_in_a_tar_are_read()
    {
        var name = string.Concat(Enumerable.Repeat("folder/", 500)) + "a.evtx";
        _folder.Write("e/a.tar", Archive.Tar((name, Bytes.Evtx(700, 1)), (name + "2", Bytes.Evtx(800, 2))));

        using var source = Build();

        Assert.Equal(["e/a.tar!" + name, "e/a.tar!" + name + "2"], source.Manifest.Readable.Select(item => item.Path));
        Assert.Empty(source.Manifest.Diagnostics);
    }

    [Fact]
    public void Mutated_archives_end_in_a_manifest()
    {
        const int Seed = 20220516;
        var random = new Random(Seed);
        byte[][] originals =
        [
            Archive.Zip(("a/b.evtx", Bytes.Evtx(3000, 1)), ("c.zip", Archive.Zip(("d.evtx", Bytes.Evtx(300, 2))))),
            Archive.Tar(("a.evtx", Bytes.Evtx(3000, 1)), (new string('n', 150), Bytes.Evtx(300, 2))),
            Archive.Gzip(Archive.Tar(("a.evtx", Bytes.Evtx(3000, 1)))),
        ];
        for (var i = 0; i < 600; i++)
        {
            var bytes = originals[i % originals.Length].ToArray();
            for (var flips = random.Next(1, 8); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(1, bytes.Length)];
            _folder.Write("e/m.bin", bytes);

            using var source = Build();
            foreach (var item in source.Manifest.Readable)
            {
                using var opened = source.Open(item);
                Assert.Equal(item.Size, opened.Length);
            }
        }
    }

    [SharedFact]
    public void Reads_every_log_of_a_whole_host_from_its_archive()
    {
        var archive = Directory.GetFiles(SharedData.PathOf("windows-host-triage"), "*.zip").Single();
        using var zip = ZipFile.OpenRead(archive);
        var expected = zip.Entries.Count(entry => entry.FullName.EndsWith(".evtx", StringComparison.Ordinal));

        using var source = new EvidenceSource(EvidenceManifest.Build([archive]));

        Assert.True(expected > 100);
        Assert.Equal(expected, source.Manifest.Readable.Where(item => item.Format == EvidenceFormat.Evtx).Sum(item => item.Places.Length));
        Assert.Empty(source.Manifest.Diagnostics);
    }

    private static List<string> ParentsOf(EvidenceManifest manifest, EvidenceItem item)
    {
        var names = new List<string>();
        while (item.Parent is { } parent)
        {
            item = manifest.Items[parent];
            names.Insert(0, item.Entries.IsEmpty ? item.Path["e/".Length..] : item.Entries[^1]);
        }

        return names;
    }

    private static (string Path, string Why) Only(IEnumerable<Model.Answers.RejectedEvidence> rejected)
    {
        var only = Assert.Single(rejected);
        return (only.Path, only.Why);
    }

    private EvidenceSource Build(EvidenceLimits? limits = null, string? spill = null) =>
        new(EvidenceManifest.Build([_folder["e"]], new EvidenceOptions { Limits = limits ?? new(), SpillFolder = spill }));

    private sealed class OnePiece : ICitedPieces
    {
        public System.Collections.Immutable.ImmutableArray<LocatorPiece> PiecesOf(EvidenceItem item, EvidenceBytes bytes, RecordRef record) =>
            [new LocatorPiece(record.Offset, record.Length)];
    }
}
