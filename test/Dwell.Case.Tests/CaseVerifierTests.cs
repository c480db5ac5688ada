using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Dwell.Case.Verification;
using Dwell.Tests;

namespace Dwell.Case.Tests;

public sealed class CaseVerifierTests : IDisposable
{
    private readonly SmallCase _case = new();

    public CaseVerifierTests() => _case.Write();

    public void Dispose() => _case.Dispose();

    [Fact]
    public void An_untouched_case_verifies()
    {
        var verified = CaseVerifier.Verify(_case.Folder);

        Assert.True(verified.IsOk);
        Assert.Equal(new VerifiedCount(2, 2, 0, 0), verified.Files);
        Assert.Equal(new VerifiedCount(2, 2, 0, 0), verified.Citations);
        Assert.Equal(new VerifiedCount(7, 7, 0, 0), verified.CaseFiles);
    }

    [Theory]
    [InlineData(70_000, 1, false)]
    [InlineData(SmallCase.CitedOffset + 5, 1, true)]
    [InlineData(199_999, 3, false)]
    public void One_flipped_bit_is_found_and_named(int offset, int block, bool isCited)
    {
        Flip(_case.Temp["evidence/a.evtx"], offset);

        var verified = CaseVerifier.Verify(_case.Folder);

        var problem = Assert.Single(verified.Problems, problem => problem.Kind == "file-changed");
        Assert.Equal("evidence/a.evtx", problem.What);
        Assert.Equal(block * 65536L, problem.From);
        Assert.Equal(Math.Min(block * 65536L + 65535, 199_999), problem.To);
        Assert.Contains($"block {block} ", problem.Sentence, StringComparison.Ordinal);
        Assert.Equal(isCited ? 2 : 1, verified.Problems.Length);
        Assert.Equal(isCited ? 1 : 0, verified.Citations.Changed);
    }

    [Fact]
    public void Moved_and_renamed_evidence_is_found_by_its_hash()
    {
        Directory.CreateDirectory(_case.Temp["attic/deep"]);
        File.Move(_case.Temp["evidence/a.evtx"], _case.Temp["attic/deep/1.bin"]);
        File.Move(_case.Temp["evidence/sub/b.evtx"], _case.Temp["attic/2.bin"]);

        Assert.Equal(2, CaseVerifier.Verify(_case.Folder).Files.Missing);
        Assert.True(CaseVerifier.Verify(_case.Folder, _case.Temp["attic"]).IsOk);
    }

    [Fact]
    public void A_flipped_bit_in_renamed_evidence_is_named_too()
    {
        File.Move(_case.Temp["evidence/a.evtx"], _case.Temp["evidence/renamed.bin"]);
        Flip(_case.Temp["evidence/renamed.bin"], 140_000);

        var problem = Assert.Single(CaseVerifier.Verify(_case.Folder).Problems);

        Assert.Equal(("file-changed", "evidence/renamed.bin", 131_072L), (problem.Kind, problem.What, problem.From));
    }

    [Fact]
    public void A_cut_file_is_named_with_both_lengths()
    {
        using (var file = File.OpenWrite(_case.Temp["evidence/a.evtx"]))
            file.SetLength(66_000);

        var verified = CaseVerifier.Verify(_case.Folder);

        Assert.Contains("had 200000 bytes and has 66000", verified.Problems[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(1, verified.Citations.Changed);
    }

    [Fact]
    public void A_missing_file_takes_its_citations_with_it()
    {
        File.Delete(_case.Temp["evidence/a.evtx"]);

        var verified = CaseVerifier.Verify(_case.Folder);

        Assert.Equal(["file-missing", "citation-missing"], verified.Problems.Select(problem => problem.Kind));
    }

    [Theory]
    [InlineData("findings.jsonl")]
    [InlineData("answers.json")]
    [InlineData("evidence.json")]
    [InlineData("evidence.blocks")]
    [InlineData("report.html")]
    public void A_changed_file_of_the_case_breaks_the_seal(string name)
    {
        File.AppendAllText(Path.Combine(_case.Folder, name), " ");

        var verified = CaseVerifier.Verify(_case.Folder);

        Assert.Contains(verified.Problems, problem => problem is { Kind: "case-file" } && problem.What == name);
    }

    [Fact]
    public void A_case_whose_lists_are_gone_is_reported_and_not_a_crash()
    {
        File.Delete(Path.Combine(_case.Folder, "findings.jsonl"));
        File.WriteAllText(Path.Combine(_case.Folder, "evidence.json"), "{ \"items\": [ { \"sha256\": 7 } ] }");

        Assert.False(CaseVerifier.Verify(_case.Folder).IsOk);
    }

    [Fact]
    public void The_journal_grows_without_breaking_the_seal_and_a_changed_line_is_found()
    {
        CaseJournal.Append(_case.Folder, "finding-dismissed", KeyValuePair.Create("finding", "f-1"), KeyValuePair.Create("why", "our scanner"));
        CaseJournal.Append(_case.Folder, "exported");
        Assert.True(CaseVerifier.Verify(_case.Folder).IsOk);

        var path = Path.Combine(_case.Folder, "journal.jsonl");
        File.WriteAllText(path, File.ReadAllText(path).Replace("our scanner", "our pentest", StringComparison.Ordinal));

        var problem = Assert.Single(CaseVerifier.Verify(_case.Folder).Problems);
        Assert.Equal("journal", problem.Kind);
        Assert.Contains("Line 3", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_journal_line_is_found()
    {
        CaseJournal.Append(_case.Folder, "one");
        CaseJournal.Append(_case.Folder, "two");
        var path = Path.Combine(_case.Folder, "journal.jsonl");
        var lines = File.ReadAllLines(path);
        File.WriteAllText(path, $"{lines[0]}\n{lines[2]}\n");

        Assert.Contains(CaseVerifier.Verify(_case.Folder).Problems, problem => problem.Kind == "journal");
    }

    [Fact]
    public void Citations_inside_of_containers_are_read_again()
    {
        using var packed = new SmallCase();
        File.Delete(packed.Temp["evidence/a.evtx"]);
        File.Delete(packed.Temp["evidence/sub/b.evtx"]);
        var zip = packed.Temp["evidence/logs.zip"];
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("x/a.evtx", CompressionLevel.NoCompression).Open())
            entry.Write(Bytes.Evtx(200_000, 1));
        packed.Write();

        Assert.Equal("x/a.evtx!chunk=1,off=100000,len=300,rec=812", CaseFolder.Open(packed.Folder).ReadFindings().Single().Citations.Single().Locator.ToString());
        Assert.True(CaseVerifier.Verify(packed.Folder).IsOk);

        Flip(zip, 150_000);
        var verified = CaseVerifier.Verify(packed.Folder);

        // The cited record lies elsewhere in the same entry: the container changed, the citation did not.
        Assert.Equal(["file-changed"], verified.Problems.Select(problem => problem.Kind));
        Assert.Equal(131_072, verified.Problems[0].From);
        Assert.Equal(1, verified.Citations.Unchanged);

        Flip(zip, 100_200);
        Assert.Contains(CaseVerifier.Verify(packed.Folder).Problems, problem => problem.Kind.StartsWith("citation-", StringComparison.Ordinal));
    }

    [Fact]
    public void Evidence_that_is_nowhere_is_said_in_one_sentence()
    {
        Directory.Delete(_case.Temp["evidence"], recursive: true);

        Assert.Contains("--evidence", Assert.Throws<CaseException>(() => CaseVerifier.Verify(_case.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prints_one_object_on_one_line()
    {
        var text = Encoding.UTF8.GetString(CaseVerifier.Verify(_case.Folder).ToJson());

        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Count(c => c == '\n'));
        using var json = JsonDocument.Parse(text);
        Assert.Equal(["schema", "ok", "seal", "files", "citations", "caseFiles", "problems"], json.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Cited_bytes_are_read_again_without_hashing_everything()
    {
        _case.Temp.Write("evidence/unrelated.evtx", Bytes.Evtx(5_000, 9));
        var folder = CaseFolder.Open(_case.Folder);
        var citation = folder.ReadFindings().Single().Citations[0];

        using var evidence = CaseEvidence.Open(folder, cited: [citation]);

        var expected = Bytes.Evtx(200_000, 1)[SmallCase.CitedOffset..(SmallCase.CitedOffset + SmallCase.CitedLength)];
        Assert.Equal(expected, Assert.Single(evidence.Read(citation)!.Value));
        Assert.Single(evidence.Source.Manifest.Items);
    }

    private static void Flip(string path, int offset)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 0x10;
        File.WriteAllBytes(path, bytes);
    }
}
