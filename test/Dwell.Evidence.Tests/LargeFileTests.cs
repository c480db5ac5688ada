using Dwell.Evidence.Citations;
using Dwell.Model.Evidence;
using Dwell.Tests;

namespace Dwell.Evidence.Tests;

public sealed class LargeFileTests
{
    private const long FiveGigabytes = 5_000_000_000;

    [Fact]
    public void Bytes_behind_two_and_four_gigabytes_are_read()
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder["big"]))
        {
            // A file with a hole: five gigabytes long, a few blocks on the disk.
            file.SetLength(FiveGigabytes);
            file.Position = FiveGigabytes - 100;
            file.Write("the end"u8);
        }

        using var bytes = FileBytes.Open(folder["big"]);
        var read = new byte[7];
        Assert.Equal(FiveGigabytes, bytes.Length);
        Assert.Equal(7, bytes.ReadAt(FiveGigabytes - 100, read));
        Assert.Equal("the end"u8.ToArray(), read);

        using var slice = new SliceBytes(bytes, 3_000_000_000, 2_000_000_000);
        Assert.Equal(7, slice.ReadAt(2_000_000_000 - 100, read));
        Assert.Equal("the end"u8.ToArray(), read);
        using var stream = slice.AsStream();
        stream.Seek(-100, SeekOrigin.End);
        Assert.Equal((int)'t', stream.ReadByte());
        Assert.Equal(Sha256Digest.Of("the end"u8), CitedBytes.Hash(bytes, [new LocatorPiece(FiveGigabytes - 100, 7)]));
        Assert.Throws<EndOfStreamException>(() => CitedBytes.Hash(bytes, [new LocatorPiece(FiveGigabytes - 3, 7)]));
        Assert.Throws<EndOfStreamException>(() => CitedBytes.Read(bytes, new LocatorPiece(long.MaxValue, int.MaxValue)));
    }
}
