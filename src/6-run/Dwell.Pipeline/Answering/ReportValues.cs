using System.Collections.Immutable;
using System.Globalization;
using Dwell.Evidence;
using Dwell.Evidence.Context;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Pipeline.Reading;
using Dwell.Pipeline.Rules;
using Dwell.Pipeline.Running;
using Dwell.Report;
using Dwell.Sigma;

namespace Dwell.Pipeline.Answering;

/// <summary>Gathers what the report shows. Nothing of it depends on this machine.</summary>
internal static class ReportValues
{
    private const int MaximumProblems = 500;

    public static ReportInput Of(
        InvestigationOptions options,
        CaseAnswers answers,
        ImmutableArray<Finding> findings,
        CoverageMap coverage,
        EvidenceManifest manifest,
        RecordCollector collector,
        RuleLibrary rules,
        ContextChoice choice) => new(
            answers,
            findings,
            coverage,
            new ReportEvidence([.. manifest.Items.Select(item => FileOf(item, collector))]),
            new ReportProvenance(
                options.Version,
                answers.Evidence.ContentHash,
                [.. rules.Counts.Select(count => new ReportRuleSet(count.Name, count.Used, count.Refused))],
                Problems(manifest, collector, rules, choice)));

    private static ReportFile FileOf(EvidenceItem item, RecordCollector collector) => new(
        item.Digest, item.Size, collector.Formats[item.Number] ?? FormatName(item.Format), collector.Counts[item.Number].Records, [.. item.Places.Select(place => place.Path)]);

    private static string FormatName(EvidenceFormat format) => format switch
    {
        EvidenceFormat.OtherArchive => "archive",
        _ => format.ToString().ToLowerInvariant(),
    };

    private static ImmutableArray<string> Problems(EvidenceManifest manifest, RecordCollector collector, RuleLibrary rules, ContextChoice choice)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (choice is { Path: not null, SetAside: not null })
            problems.Add("The context file given by name was used; the one at the root of the evidence was set aside.");
        foreach (var diagnostic in manifest.Diagnostics.Concat(collector.Diagnostics).OrderByDescending(diagnostic => diagnostic.IsLoss))
            problems.Add(SentenceOf(manifest, diagnostic));
        foreach (var (rule, count) in collector.Timeouts)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"The rule '{rules.ById[rule].Title}' ({rule}) could not be decided in its time on {count:N0} records."));
        }

        problems.AddRange(rules.Rules.Problems.Where(problem => problem.Effect == ProblemEffect.Refused).Select(problem => "Rule not used: " + problem.Sentence));
        if (problems.Count <= MaximumProblems)
            return problems.ToImmutable();
        var more = string.Create(CultureInfo.InvariantCulture, $"and {problems.Count - MaximumProblems:N0} more");
        return [.. problems.Take(MaximumProblems), more];
    }

    private static string SentenceOf(EvidenceManifest manifest, Diagnostic diagnostic)
    {
        var place = diagnostic.Offset is { } offset ? string.Create(CultureInfo.InvariantCulture, $" at byte {offset}") : "";
        return $"{manifest.Items[diagnostic.Evidence].Path}{place}: {diagnostic.Sentence} ({diagnostic.Code})";
    }
}
