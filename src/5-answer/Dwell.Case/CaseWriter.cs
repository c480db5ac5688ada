using System.Collections.Immutable;
using Dwell.Case.Json;
using Dwell.Evidence;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;

namespace Dwell.Case;

/// <summary>What <see cref="CaseWriter.Start"/> found in the folder.</summary>
public enum CaseStart
{
    /// <summary>Nothing: a new case.</summary>
    New,

    /// <summary>An earlier run that was stopped before it was done: it is made anew.</summary>
    Unfinished,

    /// <summary>
    /// A finished case of the same inputs: there is nothing to do, and nothing may be written.
    /// </summary>
    Finished,
}

/// <summary>
/// The only writer of a case folder. Everything is written aside and flushed; <see cref="Finish"/> moves it
/// into place and writes the seal last, so that a run stopped at any point leaves no folder that looks like a
/// finished case.
/// </summary>
public sealed class CaseWriter : IDisposable
{
    private const string LockName = "lock";

    private readonly CaseDisk _disk;
    private readonly string _aside;
    private readonly FileStream _lock;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly bool _wasUnfinished;
    private readonly bool _wasThere;
    private CaseInputs? _inputs;
    private bool _mayWrite;

    private CaseWriter(string folder, CaseDisk disk)
    {
        Folder = folder;
        _disk = disk;
        _aside = Path.Combine(folder, CaseFiles.Unfinished);
        _wasThere = Directory.Exists(folder);
        _wasUnfinished = Directory.Exists(_aside);
        try
        {
            Directory.CreateDirectory(_aside);
            var lockPath = Path.Combine(_aside, LockName);
            _lock = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // A killed run can't remove what it unpacked.
            if (Directory.Exists(SpillFolder))
                Directory.Delete(SpillFolder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CaseException(
                $"The case folder '{folder}' can't be written, or another run is writing it: {exception.Message}", exception);
        }
    }

    /// <summary>The case folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>Where unpacked evidence may be kept during the run; it is gone afterwards.</summary>
    public string SpillFolder => Path.Combine(_aside, "unpacked");

    /// <summary>Where the store is made; <see cref="Finish"/> moves it into place when it is there.</summary>
    public string StorePath => Path.Combine(_aside, CaseFiles.Store);

    /// <summary>Where the log of identities is kept during the run; it is gone afterwards.</summary>
    public string IdentitiesPath => Path.Combine(_aside, "identities");

    /// <summary>
    /// Takes a folder that doesn't exist, is empty, or holds a case. Throws <see cref="CaseException"/> when
    /// it holds anything else or can't be written; nothing in it has been touched then.
    /// </summary>
    public static CaseWriter Prepare(string folder) => Prepare(folder, new CaseDisk());

    internal static CaseWriter Prepare(string folder, CaseDisk disk)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(full))
            throw new CaseException($"'{folder}' is a file; a case needs a folder.");
        if (Directory.Exists(full) && !IsCase(full) && Directory.EnumerateFileSystemEntries(full).Any())
            throw new CaseException($"The folder '{folder}' is not empty and holds no case: name a new or empty folder.");
        return new CaseWriter(full, disk);
    }

    /// <summary>
    /// Compares the inputs of this run with what is in the folder. Throws <see cref="CaseException"/> when
    /// that is a finished case of other inputs.
    /// </summary>
    public CaseStart Start(CaseInputs inputs)
    {
        _inputs = inputs;
        var sealPath = Path.Combine(Folder, CaseFiles.Seal);
        if (File.Exists(sealPath))
        {
            var seal = CaseSeal.Read(sealPath);
            return seal.Inputs == inputs.ToHash()
                ? CaseStart.Finished
                : throw new CaseException(
                    $"'{Folder}' holds a case of {seal.DifferenceFrom(inputs)}: name another folder for this one.");
        }

        _mayWrite = true;
        return _wasUnfinished ? CaseStart.Unfinished : CaseStart.New;
    }

    /// <summary>
    /// Writes <c>evidence.json</c> and the leaves of the block trees. <paramref name="readings"/> has one entry an item, or none;
    /// <paramref name="diagnostics"/> are those of reading, beside the manifest's own.
    /// </summary>
    public void WriteEvidence(
        EvidenceManifest manifest, ImmutableArray<ItemReading> readings = default, IEnumerable<Diagnostic>? diagnostics = null)
    {
        Write(CaseFiles.Evidence, EvidenceJson.Write(manifest, readings, diagnostics ?? []));
        Write(CaseFiles.Blocks, EvidenceJson.Leaves(manifest));
    }

    /// <summary>Removes what an earlier run made of the store.</summary>
    public void RemoveStore()
    {
        foreach (var path in Directory.EnumerateFiles(_aside, CaseFiles.Store + "*").Concat(Directory.EnumerateFiles(_aside, "identities*")).ToList())
            File.Delete(path);
        var spill = StorePath + ".spill";
        if (Directory.Exists(spill))
            Directory.Delete(spill, recursive: true);
    }

    /// <summary>
    /// Writes <c>findings.jsonl</c>, sorted by id. Throws for a finding without a citation.
    /// </summary>
    public void WriteFindings(IEnumerable<Finding> findings) => Write(CaseFiles.Findings, FindingsJson.Write(findings));

    /// <summary>Writes <c>answers.json</c>.</summary>
    public void WriteAnswers(CaseAnswers answers) => Write(CaseFiles.Answers, AnswersJson.Write(answers));

    /// <summary>Writes <c>coverage.json</c>.</summary>
    public void WriteCoverage(CoverageMap coverage) => Write(CaseFiles.Coverage, CoverageJson.Write(coverage));

    /// <summary>Writes <c>report.html</c> as it is handed in.</summary>
    public void WriteReport(ReadOnlySpan<byte> html) => Write(CaseFiles.Report, html);

    /// <summary>
    /// Writes <c>run.json</c>, the only file that may hold a time of day or a path of this machine.
    /// </summary>
    public void WriteRun(CaseRun run) => Write(CaseFiles.Run, RunJson.Write(run, Inputs));

    /// <summary>
    /// Begins the journal, seals the case and moves it into place. Throws <see
    /// cref="InvalidOperationException"/> when a file has not been written.
    /// </summary>
    public void Finish()
    {
        Write(CaseFiles.Journal, CaseJournal.FirstLine(Inputs));
        foreach (var name in (string[])[.. CaseFiles.Sealed, CaseFiles.Run])
        {
            if (!_written.Contains(name))
                throw new InvalidOperationException($"'{name}' has not been written; a case needs all its files.");
        }

        Write(CaseFiles.Seal, CaseSeal.Of(_aside, Inputs).Write());
        if (File.Exists(StorePath))
            _disk.Move(StorePath, Path.Combine(Folder, CaseFiles.Store));
        foreach (var name in (string[])[.. CaseFiles.Sealed, CaseFiles.Run, CaseFiles.Seal])
            _disk.Move(Path.Combine(_aside, name), Path.Combine(Folder, name));
        _mayWrite = false;
        CloseAside();
    }

    /// <summary>
    /// Lets go of the folder. What was written or read aside stays when the case is not finished, and marks the
    /// folder as such; where nothing was, the folder is left as it was found.
    /// </summary>
    public void Dispose()
    {
        if (File.Exists(Path.Combine(Folder, CaseFiles.Seal)) || (_written.Count == 0 && !_wasUnfinished && !File.Exists(StorePath)))
            CloseAside();
        _lock.Dispose();
        if (!_wasThere && Directory.Exists(Folder) && !Directory.EnumerateFileSystemEntries(Folder).Any())
            Directory.Delete(Folder);
    }

    private static bool IsCase(string folder) =>
        File.Exists(Path.Combine(folder, CaseFiles.Seal)) || Directory.Exists(Path.Combine(folder, CaseFiles.Unfinished));

    private CaseInputs Inputs => _inputs ?? throw new InvalidOperationException("Call Start before anything is written.");

    private void Write(string name, ReadOnlySpan<byte> bytes)
    {
        if (!_mayWrite)
            throw new InvalidOperationException("A finished case is not written again; Start said so, or was not called.");
        _disk.Write(Path.Combine(_aside, name), bytes);
        _written.Add(name);
    }

    private void CloseAside()
    {
        _lock.Dispose();
        if (Directory.Exists(_aside))
            _disk.Remove(_aside);
    }
}
