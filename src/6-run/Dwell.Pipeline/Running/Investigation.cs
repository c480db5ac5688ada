using System.Collections.Immutable;
using Dwell.Analysis;
using Dwell.Analysis.Coverage;
using Dwell.Answers;
using Dwell.Case;
using Dwell.Content.Classes;
using Dwell.Content.Collect;
using Dwell.Content.LogSources;
using Dwell.Content.Mappings;
using Dwell.Content.Questions;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Evidence.Context;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Context;
using Dwell.Model.Coverage;
using Dwell.Model.Facts;
using Dwell.Model.Findings;
using Dwell.Pipeline.Answering;
using Dwell.Pipeline.Reading;
using Dwell.Pipeline.Rules;
using Dwell.Report;
using Dwell.Sigma;

namespace Dwell.Pipeline.Running;

/// <summary>
/// One investigation: evidence in, a sealed case out. The stages follow each other; what one knows goes to the next as a value.
/// </summary>
public sealed class Investigation(InvestigationOptions options, TimeProvider clock, IProgress<RunProgress>? progress = null)
{
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
        var content = ContentStore.Embedded;
        var rules = RuleLibrary.Load(content, options.BuiltInRules, options.Rules);
        var start = writer.Start(CaseInputs.Of(manifest, content.ContentHash.ToString(), InputOptions.Of(options, rules, choice.Path)));
        if (start == CaseStart.Finished)
            return InvestigationResult.AlreadyThere(manifest);

        using var store = new MemoryFactStore();
        var collector = await ReadAsync(source, content, rules, store, cancellation);
        var (findings, coverage) = Analyse(store, content, rules, cancellation);
        return await WriteAsync(writer, source, collector, rules, content, context, choice, findings, coverage, cancellation);
    }

    private async Task<RecordCollector> ReadAsync(
        EvidenceSource source, ContentStore content, RuleLibrary rules, MemoryFactStore store, CancellationToken cancellation)
    {
        var engine = SigmaEngine.Create(rules.Rules, LogSourceContent.Read(content));
        var plan = new MappingPlan(MappingLoader.Load(content));
        var collector = new RecordCollector(store, source.Manifest.Items.Length);
        Enter(RunStage.Reading);
        var total = source.Manifest.Items.Length;
        var reading = new EvidenceReading(source, engine, plan, collector, options.Threads);
        await reading.RunAsync(
            progress is null ? null : new SynchronousProgress<ReadingProgress>(
                at => progress.Report(new RunProgress(RunStage.Reading, at.Evidence + 1, total, at.Records, at.Hits))),
            cancellation);
        return collector;
    }

    private (ImmutableArray<Finding> Findings, CoverageMap Coverage) Analyse(
        MemoryFactStore store, ContentStore content, RuleLibrary rules, CancellationToken cancellation)
    {
        Enter(RunStage.Analysis);
        var findings = CaseAnalysis.Run(store, rules.ById, cancellation);
        var coverage = CoverageMapper.Map(
            store.Activity(ActivityFilter.All), store.Facts(new FactFilter { Kind = FactKind.AuditChange }), ClassLoader.Load(content));
        return (findings, coverage);
    }

    private async Task<InvestigationResult> WriteAsync(
        CaseWriter writer,
        EvidenceSource source,
        RecordCollector collector,
        RuleLibrary rules,
        ContentStore content,
        CaseContext context,
        ContextChoice choice,
        ImmutableArray<Finding> ranked,
        CoverageMap coverage,
        CancellationToken cancellation)
    {
        Enter(RunStage.Writing);
        var classes = ClassLoader.Load(content);
        var summary = SummaryMaker.Make(source.Manifest, collector, coverage, context, content.ContentHash);
        var input = new AnswerInput(
            ranked,
            coverage,
            summary,
            QuestionNeedsLoader.Load(content, classes.Classes.Keys.ToHashSet(StringComparer.Ordinal)),
            Remedies.Of(CollectLoader.Load(content, classes)),
            context.Detected.IsEmpty ? null : context.Detected.Min(detection => detection.At),
            Holdings.Of(context),
            collector.Simulated);
        var (answers, labelled) = AnswerMaker.Make(input);
        var findings = CitedFindings.Make(labelled, source, cancellation);

        writer.WriteEvidence(source.Manifest);
        writer.WriteFindings(findings);
        writer.WriteAnswers(answers);
        writer.WriteCoverage(coverage);
        writer.WriteReport(await HtmlReport.RenderAsync(ReportValues.Of(options, answers, findings, coverage, source.Manifest, collector, rules, choice)));
        var now = clock.GetUtcNow();
        writer.WriteRun(new CaseRun
        {
            Version = options.Version,
            Evidence = [.. options.Evidence.Select(Path.GetFullPath)],
            Context = choice.Path,
            Started = _stages.Started,
            Finished = now,
            Threads = options.Threads,
            Seconds = _stages.Seconds(),
        });
        cancellation.ThrowIfCancellationRequested();
        writer.Finish();
        return new InvestigationResult(answers, findings, source.Manifest, [.. collector.Diagnostics], collector.Counts, rules, false);
    }

    private void Enter(RunStage stage)
    {
        _stages.Enter(stage);
        progress?.Report(new RunProgress(stage, 0, 0, 0, 0));
    }
}
