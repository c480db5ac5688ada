using System.Text;
using Dwell.Evidence.Recognition;

namespace Dwell.Evidence.Tests;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("plain words\r\n", EvidenceFormat.Text)]
    [InlineData("Привет, мир", EvidenceFormat.Text)]
    [InlineData("<?xml version=\"1.0\"?><a/>", EvidenceFormat.Xml)]
    [InlineData("  \n<Event xmlns=\"x\">", EvidenceFormat.Xml)]
    [InlineData("<13>Oct 11 22:14:15 host su: failed", EvidenceFormat.Text)]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", EvidenceFormat.Json)]
    [InlineData(" [ {\"a\":1} ]", EvidenceFormat.Json)]
    [InlineData("[2022-01-01 10:00:00] started", EvidenceFormat.Text)]
    [InlineData("type=SYSCALL msg=audit(1): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2\u001dARCH=x86_64", EvidenceFormat.Text)]
    [InlineData("a\0b", EvidenceFormat.Binary)]
    [InlineData("MZ", EvidenceFormat.Binary)]
    [InlineData("Rar!\u001a\u0007\0", EvidenceFormat.OtherArchive)]
    public void Tells_formats_by_their_first_bytes(string text, EvidenceFormat expected)
    {
        Assert.Equal(expected, FormatRecognizer.Recognize(Encoding.UTF8.GetBytes(text), isWhole: true));
        if (expected is EvidenceFormat.Text or EvidenceFormat.Xml or EvidenceFormat.Json)
        {
            Assert.Equal(expected, FormatRecognizer.Recognize([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)], isWhole: true));
            Assert.Equal(expected, FormatRecognizer.Recognize([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], isWhole: true));
        }
    }

    [Fact]
    public void A_character_cut_at_the_end_of_the_head_is_still_text()
    {
        var text = Encoding.UTF8.GetBytes("журнал");

        Assert.Equal(EvidenceFormat.Text, FormatRecognizer.Recognize(text.AsSpan(0, 9), isWhole: false));
    }

    [Fact]
    public void Noise_is_binary()
    {
        var noise = new byte[4096];
        new Random(1).NextBytes(noise);

        Assert.Equal(EvidenceFormat.Binary, FormatRecognizer.Recognize(noise, isWhole: true));
        Assert.Equal(EvidenceFormat.Binary, FormatRecognizer.Recognize(new byte[4096], isWhole: true));
    }
}
