using System.Text.Json;
using Dwell.Evidence.Walking;

namespace Dwell.Case.Tests;

public sealed class CaseWriterTests : IDisposable
{
    private readonly SmallCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public void Every_file_of_a_case_is_known_to_be_no_evidence()
    {
        string[] names =
        [
            CaseFiles.Evidence, CaseFiles.Blocks, CaseFiles.Findings, CaseFiles.Answers, CaseFiles.Coverage, CaseFiles.Report,
            CaseFiles.Journal, CaseFiles.Run, CaseFiles.Seal, CaseFiles.Unfinished,
        ];

        Assert.Equal(names.Order(StringComparer.Ordinal), CaseMark.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Leaves_exactly_the_files_of_a_case()
    {
        Assert.Equal(CaseStart.New, _case.Write());

        Assert.Equal(
            [
                "answers.json", "case.json", "coverage.json", "evidence.blocks", "evidence.json", "findings.jsonl",
                "journal.jsonl", "report.html", "run.json",
            ],
            Directory.GetFileSystemEntries(_case.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_stopped_at_any_step_leaves_nothing_that_looks_finished_and_the_next_one_finishes()
    {
        using var whole = new SmallCase();
        whole.Write();
        for (var step = 0; ; step++)
        {
            using var stopped = new SmallCase();
            try
            {
                stopped.Write(new FailingDisk(step, stopped.Folder, stopped.Temp["left"]));
            }
            catch (DiskStoppedException)
            {
                // What a killed process leaves: the disk as it was at that moment, nothing tidied up.
                var left = stopped.Temp["left"];
                if (IsOpenable(left))
                    AssertSame(whole.Folder, left);
                Assert.Contains(stopped.Write(folder: "left"), (CaseStart[])[CaseStart.Unfinished, CaseStart.Finished]);
                AssertSame(whole.Folder, left);
                Assert.False(Directory.Exists(Path.Combine(left, ".unfinished")));
                continue;
            }

            // Ten writes, nine moves before the seal's own, and the removal.
            Assert.Equal(19, step);
            return;
        }
    }

    [Fact]
    public void The_same_inputs_again_write_nothing()
    {
        _case.Write();
        var before = File.ReadAllBytes(Path.Combine(_case.Folder, "run.json"));

        Assert.Equal(CaseStart.Finished, _case.Write(threads: 9));

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_case.Folder, "run.json")));
        Assert.False(Directory.Exists(Path.Combine(_case.Folder, ".unfinished")));
    }

    [Fact]
    public void Other_inputs_are_refused_in_one_sentence()
    {
        _case.Write();

        Assert.Contains("another release's content", Refusal(() => _case.Write(contentHash: "content-2")), StringComparison.Ordinal);
        _case.Temp.Write("evidence/new.evtx", "ElfFile\0more"u8);
        Assert.Contains("2 files, now 3", Refusal(() => _case.Write()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_something_else_in_it_is_refused_and_left_alone()
    {
        _case.Temp.Write("case/thesis.txt", "years of work");

        Assert.Contains("holds no case", Refusal(() => _case.Write()), StringComparison.Ordinal);

        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(_case.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_second_run_into_the_same_folder_at_the_same_time_is_refused()
    {
        using var first = CaseWriter.Prepare(_case.Folder);

        Assert.Contains("another run", Refusal(() => CaseWriter.Prepare(_case.Folder).Dispose()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_never_wrote_leaves_no_folder_behind()
    {
        CaseWriter.Prepare(_case.Folder).Dispose();
        Assert.False(Directory.Exists(_case.Folder));

        Directory.CreateDirectory(_case.Folder);
        CaseWriter.Prepare(_case.Folder).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_case.Folder));
    }

    [Fact]
    public void What_a_killed_run_had_unpacked_is_not_in_the_way()
    {
        _case.Temp.Write("case/.unfinished/unpacked/0.unpacked", "left over");

        using var writer = CaseWriter.Prepare(_case.Folder);

        Assert.False(Directory.Exists(writer.SpillFolder));
    }

    [Fact]
    public void Notes_that_a_person_put_into_a_case_folder_stay()
    {
        Assert.Throws<DiskStoppedException>(() => _case.Write(new FailingDisk(14, _case.Folder, _case.Temp["left"])));
        _case.Temp.Write("case/notes.txt", "mine");

        _case.Write();

        Assert.Equal("mine", File.ReadAllText(Path.Combine(_case.Folder, "notes.txt")));
    }

    [Fact]
    public void Only_run_json_differs_between_runs_in_other_places_with_other_threads()
    {
        using var elsewhere = new SmallCase();
        _case.Write(threads: 1);
        elsewhere.Write(threads: 8);

        AssertSame(_case.Folder, elsewhere.Folder);
        Assert.NotEqual(
            File.ReadAllText(Path.Combine(_case.Folder, "run.json")), File.ReadAllText(Path.Combine(elsewhere.Folder, "run.json")));
    }

    [Fact]
    public void A_case_without_all_its_files_is_not_finished()
    {
        using var writer = CaseWriter.Prepare(_case.Folder);
        writer.Start(new CaseInputs([], "c", System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty));
        writer.WriteReport("x"u8);

        Assert.Contains("answers.json", Assert.Throws<InvalidOperationException>(writer.Finish).Message, StringComparison.Ordinal);
        writer.Dispose();
        Assert.Contains("not finished", Refusal(() => CaseFolder.Open(_case.Folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_have_the_words_and_fields_of_the_contract()
    {
        _case.Write();

        var line = Assert.Single(File.ReadAllLines(Path.Combine(_case.Folder, "findings.jsonl")));
        using var finding = JsonDocument.Parse(line);
        Assert.Equal(
            [
                "id", "kind", "basis", "title", "question", "severity", "likelihood", "confidence", "hosts", "accounts",
                "addresses", "domains", "techniques", "tactics", "pairs", "first", "last", "count", "sources", "rule",
                "rank", "score", "parts", "counter", "intrusion", "citations",
            ],
            finding.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Contains("\"likelihood\":\"roughly even chance\"", line, StringComparison.Ordinal);
        Assert.Contains("\"score\":0.1235,", line, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"A service \\\"x\\\" <was> installed\"", line, StringComparison.Ordinal);
        Assert.Contains("\"locator\":\"chunk=1,off=100000,len=300,rec=812\"", line, StringComparison.Ordinal);
        Assert.Contains("\"path\":\"evidence/a.evtx\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_have_the_words_and_fields_of_the_contract()
    {
        _case.Write();

        using var answers = CaseFolder.Open(_case.Folder).ReadAnswers();
        var root = answers.RootElement;
        Assert.Equal("dwell/answers/1", root.GetProperty("schema").GetString());
        Assert.Equal(
            ["backdoor", "since", "who", "movement", "read", "taken", "active"],
            root.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("question").GetString()));
        var backdoor = root.GetProperty("answers")[0];
        Assert.Equal("no-evidence", backdoor.GetProperty("state").GetString());
        Assert.Equal("almost no chance", backdoor.GetProperty("likelihood").GetString());
        Assert.Equal("0.3333", backdoor.GetProperty("scope").GetProperty("hostHours").GetRawText());
        var since = root.GetProperty("answers")[1];
        Assert.Equal("not-determinable", since.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, since.GetProperty("likelihood").ValueKind);
        Assert.Equal("""{"earliest":null,"latest":"2022-02-03T12:00:00Z"}""", JsonSerializer.Serialize(since.GetProperty("began")));
        Assert.Equal("[0.55,0.8]", JsonSerializer.Serialize(
            root.GetProperty("answers")[2].GetProperty("intrusions")[0].GetProperty("candidates")[0].GetProperty("range")));
        Assert.Equal("""["taken","read"]""", JsonSerializer.Serialize(root.GetProperty("limits")[0].GetProperty("questions")));
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_written_and_not_a_crash()
    {
        var bytes = Json.JsonText.Write(indented: false, json => json.WriteStringValue("a\ud800b"));

        Assert.Equal("a\uFFFDb", JsonDocument.Parse(bytes).RootElement.GetString());
    }

    private static string Refusal(Action action) => Assert.Throws<CaseException>(action).Message;

    private static bool IsOpenable(string folder)
    {
        try
        {
            CaseFolder.Open(folder);
            return true;
        }
        catch (CaseException)
        {
            return false;
        }
    }

    private static void AssertSame(string expected, string actual)
    {
        foreach (var file in Directory.GetFiles(expected).Select(Path.GetFileName).Where(name => name != "run.json"))
            Assert.Equal(File.ReadAllBytes(Path.Combine(expected, file!)), File.ReadAllBytes(Path.Combine(actual, file!)));
    }

    private sealed class DiskStoppedException : Exception;

    /// <summary>
    /// Stops a run before its n-th step on the disk and keeps a copy of the folder as it was then; of a file
    /// being written, half is there.
    /// </summary>
    private sealed class FailingDisk(int stopAt, string folder, string copy) : CaseDisk
    {
        private int _step;

        public override void Write(string path, ReadOnlySpan<byte> bytes)
        {
            if (_step == stopAt)
                base.Write(path, bytes[..(bytes.Length / 2)]);
            Stop();
            base.Write(path, bytes);
        }

        public override void Move(string from, string to)
        {
            Stop();
            base.Move(from, to);
        }

        public override void Remove(string folder)
        {
            Stop();
            base.Remove(folder);
        }

        private void Stop()
        {
            if (_step++ != stopAt)
                return;
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("lock", StringComparison.Ordinal)))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            Directory.CreateDirectory(Path.Combine(copy, ".unfinished"));
            throw new DiskStoppedException();
        }
    }
}
