using Dwell.Evidence.Containers;
using Dwell.Tests;

namespace Dwell.Evidence.Tests;

public sealed class GzipTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cut_gzip_gives_what_can_be_unpacked_and_a_diagnostic()
    {
        var log = Bytes.Evtx(1_000_000, 1);
        var gzip = Archive.Gzip(log);
        _folder.Write("e/cut.gz", gzip.AsSpan(0, gzip.Length / 2));

        using var source = Build();

        var item = source.Manifest.Readable.Single();
        Assert.InRange(item.Size, 400_000, 500_100);
        using var opened = source.Open(item);
        var buffer = new byte[item.Size];
        opened.ReadAt(0, buffer);
        Assert.Equal(log[..(int)item.Size], buffer);
        var diagnostic = Assert.Single(source.Manifest.Diagnostics);
        Assert.Equal("entry-damaged", diagnostic.Code);
        Assert.Equal("e/cut.gz", source.Manifest.Items[diagnostic.Evidence].Path);
    }

    [Fact]
    public void A_gzip_whose_checksum_is_wrong_is_read_with_a_diagnostic()
    {
        var gzip = Archive.Gzip(Bytes.Evtx(1000, 1));
        gzip[^6] ^= 1;
        _folder.Write("e/x.gz", gzip);

        using var source = Build();

        Assert.Equal("entry-damaged", Assert.Single(source.Manifest.Diagnostics).Code);
        Assert.Equal(1000, source.Manifest.Readable.Single().Size);
    }

    [Fact]
    public void Members_of_a_gzip_in_a_row_are_one_entry_with_the_name_of_the_first()
    {
        byte[] named = [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3, .. "old.evtx\0"u8, .. Archive.Gzip(Bytes.Evtx(600, 1))[10..]];
        _folder.Write("e/x.gz", [.. named, .. Archive.Gzip(new byte[100])]);

        using var source = Build();

        Assert.Equal(("e/x.gz!old.evtx", 700L), source.Manifest.Readable.Select(item => (item.Path, item.Size)).Single());
    }

    [Fact]
    public void A_gzip_of_many_empty_members_hits_a_limit_with_a_name()
    {
        byte[] empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        _folder.Write("e/a.gz", [.. Archive.Gzip(Bytes.Evtx(500, 1)), .. Enumerable.Repeat(empty, 99).SelectMany(member => member)]);
        _folder.Write("e/b.gz", Archive.Gzip(Bytes.Evtx(600, 2)));

        using var enough = Build(new EvidenceLimits { MaxMembers = 101 });
        using var tooFew = Build(new EvidenceLimits { MaxMembers = 99 });

        Assert.Empty(enough.Manifest.Diagnostics);
        Assert.Equal([500L, 600L], enough.Manifest.Readable.Select(item => item.Size));
        Assert.Equal(["limit-members", "limit-members"], tooFew.Manifest.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal(
            ["e/a.gz!unpacked", "e/b.gz!unpacked"], tooFew.Manifest.Rejected.Select(rejected => rejected.Path));
    }

    [Fact]
    public void Small_members_of_a_gzip_read_little_more_than_there_is()
    {
        byte[] empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        const int Members = 2000;
        var bytes = new CountedBytes([.. Enumerable.Repeat(empty, Members).SelectMany(member => member)]);
        using var members = new GzipMembers(bytes, () => { }, CancellationToken.None);

        Assert.Equal(0, members.Read(new byte[100]));

        // The inflater fills a buffer of 8 KiB, which is read once more for the trailer.
        Assert.InRange(bytes.BytesRead / Members, 1, 3 * 8192);
    }

    [Fact]
    public void Empty_members_of_a_gzip_can_be_cancelled_between()
    {
        byte[] empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var bytes = new CountedBytes([.. Enumerable.Repeat(empty, 100).SelectMany(member => member)]);
        using var cancellation = new CancellationTokenSource();
        var opened = 0;
        using var members = new GzipMembers(bytes, CancelAtTheTenth, cancellation.Token);

        Assert.Throws<OperationCanceledException>(() => members.Read(new byte[100]));
        Assert.Equal(10, opened);

        void CancelAtTheTenth()
        {
            if (++opened == 10)
                cancellation.Cancel();
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Zeros_behind_a_gzip_are_padding_and_a_member_behind_them_is_not_passed_over(int zeros)
    {
        _folder.Write("e/a.gz", [.. Archive.Gzip(Bytes.Evtx(500, 1)), .. new byte[zeros]]);
        _folder.Write("e/b.gz", [.. Archive.Gzip(Bytes.Evtx(600, 2)), .. new byte[zeros], .. Archive.Gzip(Bytes.Evtx(700, 3))]);

        using var source = Build();

        Assert.Equal([500L, 600L], source.Manifest.Readable.Select(item => item.Size));
        var damage = Assert.Single(source.Manifest.Diagnostics);
        Assert.Equal(("entry-damaged", "e/b.gz"), (damage.Code, source.Manifest.Items[damage.Evidence].Path));
    }

    [Fact]
    public void A_gzip_header_may_have_a_long_comment()
    {
        byte[] commented =
            [0x1F, 0x8B, 8, 0x18, 0, 0, 0, 0, 0, 3, .. "old.evtx\0"u8, .. Enumerable.Repeat((byte)'c', 3000), 0, .. Archive.Gzip(Bytes.Evtx(600, 1))[10..]];
        _folder.Write("e/x.gz", commented);

        using var source = Build();

        Assert.Equal(("e/x.gz!old.evtx", 600L), source.Manifest.Readable.Select(item => (item.Path, item.Size)).Single());
    }

    private EvidenceSource Build(EvidenceLimits? limits = null) =>
        new(EvidenceManifest.Build([_folder["e"]], new EvidenceOptions { Limits = limits ?? new() }));

    private sealed class CountedBytes(byte[] bytes) : EvidenceBytes
    {
        private readonly MemoryBytes _bytes = new(bytes);

        public long BytesRead { get; private set; }

        public override long Length => _bytes.Length;

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            var read = _bytes.ReadAt(offset, buffer);
            BytesRead += read;
            return read;
        }
    }
}
