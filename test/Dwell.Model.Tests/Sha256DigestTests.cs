using Dwell.Model.Evidence;

namespace Dwell.Model.Tests;

public sealed class Sha256DigestTests
{
    // FIPS 180-4, the example "abc".
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Prints_the_published_digest_in_small_letters()
    {
        Assert.Equal(OfAbc, Sha256Digest.Of("abc"u8).ToString());
        Assert.True(Sha256Digest.TryParse(OfAbc, out var digest));
        Assert.Equal(Sha256Digest.Of("abc"u8), digest);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("za7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015adff")]
    public void What_is_no_digest_is_refused(string? text) => Assert.False(Sha256Digest.TryParse(text, out _));

    [Fact]
    public void Order_is_the_order_of_the_text()
    {
        var digests = Enumerable.Range(0, 200).Select(i => Sha256Digest.Of([(byte)i])).ToList();

        Assert.Equal(
            digests.Select(digest => digest.ToString()).Order(StringComparer.Ordinal),
            digests.Order().Select(digest => digest.ToString()));
    }

    [Fact]
    public void Another_length_is_misuse() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sha256Digest(new byte[31]));
}
