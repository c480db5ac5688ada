using System.Collections.Immutable;
using Dwell.Analysis;
using Dwell.Analysis.Coverage;
using Dwell.Answers;
using Dwell.Case;
using Dwell.Evidence;
using Dwell.Evidence.Context;
using Dwell.Facts.Store;
using Dwell.Model.Context;
using Dwell.Model.Coverage;
using Dwell.Model.Facts;
using Dwell.Model.Findings;
using Dwell.Pipeline.Answering;
using Dwell.Pipeline.Reading;
using Dwell.Readers;
using Dwell.Report;

namespace Dwell.Pipeline.Running;

/// <summary>
/// One investigation: evidence in, a sealed case out. The stages follow each other; what one knows goes to the next as a value.
/// </summary>
public sealed class Investigation(
    InvestigationOptions options, TimeProvider clock, IProgress<RunProgress>? progress = null, Knowledge? known = null)
{
    private readonly LogFormats _formats = new();
    private readonly StageClock _stages = new(clock);

    /// <summary>
    /// Runs it. Throws <see cref="CaseException"/>, <see cref="ContextException"/>, <see cref="FileNotFoundException"/> or
    /// <see cref="IOException"/> when the case can't be made; evidence that can't be read is part of the result instead.
    /// </summary>
    public async Task<InvestigationResult> RunAsync(CancellationToken cancellation)
    {
        using var writer = CaseWriter.Prepare(options.CaseFolder);
        var choice = ContextFile.Find(options.Evidence, options.ContextFile);
        var context = choice.Path is null ? CaseContext.Empty : ContextFile.Load(choice.Path);

        Enter(RunStage.Intake);
        var manifest = EvidenceManifest.Build(
            options.Evidence,
            new EvidenceOptions
            {
                Threads = options.Threads,
                SpillFolder = writer.SpillFolder,
                ContextFile = choice.Path,
                CaseFolder = writer.Folder,
            },
            cancellation);
        using var source = new EvidenceSource(manifest);

        Enter(RunStage.Rules);
        var knowledge = known ?? Knowledge.Load(options.BuiltInRules, options.Rules);
        var inputs = CaseInputs.Of(manifest, knowledge.Content.ContentHash.ToString(), InputOptions.Of(options, knowledge.Rules, choice.Path));
        var start = writer.Start(inputs);
        if (start == CaseStart.Finished)
            return InvestigationResult.AlreadyThere(manifest);

        try
        {
            using var run = CaseStore.Open(writer, inputs.ToHash().ToString(), knowledge.Content, manifest.Items.Length, options);
            await ReadAsync(source, context, knowledge, run.Collector, cancellation);
            var (findings, coverage) = Analyse(run.Store, knowledge, cancellation);
            return await WriteAsync(writer, source, run, knowledge, context, choice, findings, coverage, cancellation);
        }
        catch (IOException full) when (CaseStore.IsDiskFull(full))
        {
            throw new CaseException(
                $"The disk of '{writer.Folder}' is full: make room or name another folder, then run the same command again; what was read stays.", full);
        }
    }

    private async Task ReadAsync(
        EvidenceSource source, CaseContext context, Knowledge knowledge, RecordCollector collector, CancellationToken cancellation)
    {
        Enter(RunStage.Reading);
        var total = source.Manifest.Items.Length;
        var reading = new EvidenceReading(source, _formats, context, knowledge.Engine, knowledge.Mappings, collector, options.Threads);
        await reading.RunAsync(
            progress is null ? null : new SynchronousProgress<ReadingProgress>(
                at => progress.Report(new RunProgress(RunStage.Reading, at.Evidence + 1, total, at.Records, at.Hits))),
            cancellation);
        collector.Finish();
    }

    private (ImmutableArray<Finding> Findings, CoverageMap Coverage) Analyse(
        IFactStore store, Knowledge knowledge, CancellationToken cancellation)
    {
        Enter(RunStage.Analysis);
        var findings = CaseAnalysis.Run(store, knowledge.Rules.ById, cancellation);
        var coverage = CoverageMapper.Map(
            store.Activity(ActivityFilter.All), store.Facts(new FactFilter { Kind = FactKind.AuditChange }), knowledge.Classes);
        return (findings, coverage);
    }

    private async Task<InvestigationResult> WriteAsync(
        CaseWriter writer,
        EvidenceSource source,
        CaseStore run,
        Knowledge knowledge,
        CaseContext context,
        ContextChoice choice,
        ImmutableArray<Finding> ranked,
        CoverageMap coverage,
        CancellationToken cancellation)
    {
        Enter(RunStage.Writing);
        var collector = run.Collector;
        var summary = SummaryMaker.Make(source.Manifest, collector, coverage, context, knowledge.Content.ContentHash);
        var input = new AnswerInput(
            ranked,
            coverage,
            summary,
            knowledge.Needs,
            knowledge.Remedies,
            context.Detected.IsEmpty ? null : context.Detected.Min(detection => detection.At),
            Holdings.Of(context),
            collector.Simulated,
            [.. collector.UnknownText.Select(item => source.Manifest.Items[item].Path)]);
        var (answers, labelled) = AnswerMaker.Make(input);
        var findings = CitedFindings.Make(labelled, run.Store, source, _formats, cancellation);

        writer.WriteEvidence(source.Manifest, SummaryMaker.ReadingsOf(collector), collector.Diagnostics);
        writer.WriteFindings(findings);
        writer.WriteAnswers(answers);
        writer.WriteCoverage(coverage);
        writer.WriteReport(await HtmlReport.RenderAsync(ReportValues.Of(options, answers, findings, coverage, source.Manifest, collector, knowledge.Rules, choice)));
        var result = new InvestigationResult(answers, findings, source.Manifest, [.. collector.Diagnostics], collector.Counts, knowledge.Rules, false);
        var now = clock.GetUtcNow();
        writer.WriteRun(new CaseRun
        {
            Version = options.Version,
            Evidence = [.. options.Evidence.Select(Path.GetFullPath)],
            Context = choice.Path,
            Started = _stages.Started,
            Finished = now,
            Complete = result.IsComplete,
            Threads = options.Threads,
            Seconds = _stages.Seconds(),
        });
        cancellation.ThrowIfCancellationRequested();
        run.Seal(source.Manifest);
        writer.Finish();
        return result;
    }

    private void Enter(RunStage stage)
    {
        _stages.Enter(stage);
        progress?.Report(new RunProgress(stage, 0, 0, 0, 0));
    }
}
