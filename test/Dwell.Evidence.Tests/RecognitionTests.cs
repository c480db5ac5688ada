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
    public void A_log_with_a_hole_is_text_and_records_with_many_are_binary()
    {
        var line = Encoding.UTF8.GetBytes("Jan  3 10:00:00 mail01 sshd[77]: Connection closed by 192.0.2.7\n");

        Assert.Equal(EvidenceFormat.Text, FormatRecognizer.Recognize([.. new byte[9000], .. line, .. line], isWhole: false));
        Assert.Equal(EvidenceFormat.Text, FormatRecognizer.Recognize([.. line, .. new byte[4096], .. line], isWhole: true));
        Assert.Equal(
            EvidenceFormat.Binary,
            FormatRecognizer.Recognize(Enumerable.Repeat((byte[])[.. line, 0, 0, 0, 0], 50).SelectMany(part => part).ToArray(), isWhole: true));
    }

    [Fact]
    public void A_log_in_an_old_code_page_is_text()
    {
        // Windows-1251: "Ошибка входа" and the like, nearly all bytes beyond ASCII.
        byte[] line = [0xCE, 0xF8, 0xE8, 0xE1, 0xEA, 0xE0, (byte)' ', 0xE2, 0xF5, 0xEE, 0xE4, 0xE0, (byte)' ', 0xEF, 0xEE, 0xEB, 0xFC, 0xE7, (byte)'\n'];

        Assert.Equal(EvidenceFormat.Text, FormatRecognizer.Recognize([.. line, .. line, .. line], isWhole: true));
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
