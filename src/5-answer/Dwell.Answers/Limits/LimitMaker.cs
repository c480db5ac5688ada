using System.Collections.Immutable;
using System.Text;
using Dwell.Answers.Scope;
using Dwell.Content.Questions;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Answers.Limits;

/// <summary>
/// Makes limits of what was not being recorded: one for each class, reason and interval, on one host, or on all where all
/// miss it alike. What nobody recorded is said with what it does to each question, and who may still hold it.
/// </summary>
public sealed class LimitMaker(CoverageMap coverage, EvidenceSummary evidence, IReadOnlyDictionary<string, ClassRemedy> remedies)
{
    private const string OutOfSight = "no sensor";

    private readonly ILookup<(string Host, string Class), CoverageSpan> _spans = coverage.Spans.ToLookup(span => (span.Host, span.EventClass));

    /// <summary>The limits for all questions, sorted by id.</summary>
    public ImmutableArray<Limit> Make(IEnumerable<QuestionNeeds> needs, ScopeCalculator scope)
    {
        var missing = new Dictionary<MissingClass, SortedSet<Question>>();
        var hosts = coverage.Hosts.IsEmpty ? [""] : coverage.Hosts;
        foreach (var question in needs)
        {
            foreach (var host in hosts)
                AddMissing(question, host, scope, missing);
        }

        AddCleared(needs, missing);
        return [.. MergeHosts(missing, hosts.Length).Select(ToLimit).OrderBy(limit => limit.Id, StringComparer.Ordinal)];
    }

    private void AddMissing(QuestionNeeds needs, string host, ScopeCalculator scope, Dictionary<MissingClass, SortedSet<Question>> missing)
    {
        foreach (var group in needs.Groups)
        {
            if (scope.CoveredOn(host, needs with { Groups = [group] }) is not null)
            {
                // Without any host's log a sensor is all there is, and which hosts it saw is not known.
                if (host.Length == 0)
                    Add(missing, new MissingClass(group[0], host, evidence.From, evidence.To, OutOfSight), needs.Question);
                continue;
            }

            var span = group.SelectMany(name => _spans[(host, name)]).FirstOrDefault();
            Add(missing, new MissingClass(group[0], host, evidence.From, evidence.To, ReasonOf(span?.State ?? CoverageState.Absent)), needs.Question);
        }
    }

    private void AddCleared(IEnumerable<QuestionNeeds> needs, Dictionary<MissingClass, SortedSet<Question>> missing)
    {
        var questions = needs
            .SelectMany(need => need.Groups.SelectMany(group => group).Select(name => (name, need.Question)))
            .ToLookup(pair => pair.name, pair => pair.Question);
        foreach (var span in coverage.Spans.Where(span => span.State == CoverageState.Cleared))
        {
            foreach (var question in questions[span.EventClass])
                Add(missing, new MissingClass(span.EventClass, span.Host, span.From, span.To, "cleared"), question);
        }
    }

    private static void Add(Dictionary<MissingClass, SortedSet<Question>> missing, MissingClass key, Question question)
    {
        if (!missing.TryGetValue(key, out var questions))
            missing[key] = questions = [];
        questions.Add(question);
    }

    private static IEnumerable<(MissingClass Missing, ImmutableArray<Question> Questions)> MergeHosts(
        Dictionary<MissingClass, SortedSet<Question>> missing, int hosts)
    {
        foreach (var group in missing.GroupBy(pair => (pair.Key with { Host = "" }, Questions: string.Join(',', pair.Value))))
        {
            var list = group.ToList();
            if (list.Count == hosts && hosts > 1)
            {
                yield return (list[0].Key with { Host = "" }, [.. list[0].Value]);
                continue;
            }

            foreach (var (key, questions) in list)
                yield return (key, [.. questions]);
        }
    }

    private Limit ToLimit((MissingClass Missing, ImmutableArray<Question> Questions) item)
    {
        var (missing, questions) = item;
        var scope = missing.Host.Length > 0 ? "host:" + missing.Host : "all";
        var identity = $"{missing.Class}|{scope}|{missing.From}|{missing.To}|{missing.Why}|{string.Join(',', questions)}";
        var remedy = remedies.GetValueOrDefault(missing.Class);
        return new Limit(
            string.Concat("l-", Sha256Digest.Of(Encoding.UTF8.GetBytes(identity)).ToString().AsSpan(0, 16)),
            questions,
            missing.Class,
            scope,
            missing.From,
            missing.To,
            missing.Why,
            EffectOf(remedy, missing, questions),
            remedy is null ? [] : [.. remedy.Sources.Select(source => new Remedy(Filled(source.Who, missing), Filled(source.What, missing), null, NarrowsOf(questions)))]);
    }

    private static string EffectOf(ClassRemedy? remedy, MissingClass missing, ImmutableArray<Question> questions)
    {
        var scope = ScopeText(missing);
        var text = remedy is null ? null
            : questions.Select(question => remedy.Effects.GetValueOrDefault(question)).FirstOrDefault(effect => effect is not null);
        return text is null ? $"what only {missing.Class} events show can't be seen on {scope}" : Filled(text, missing);
    }

    // Texts of content/collect have {scope} where the host stands.
    private static string Filled(string text, MissingClass missing) => text.Replace("{scope}", ScopeText(missing), StringComparison.Ordinal);

    private static string ScopeText(MissingClass missing) => missing switch
    {
        { Host.Length: > 0 } => missing.Host,
        { Why: OutOfSight } => "hosts that the sensor did not see",
        _ => "any host",
    };

    private static string NarrowsOf(ImmutableArray<Question> questions) =>
        string.Join(", ", questions.Select(question => question.Text()));

    private static string ReasonOf(CoverageState state) => state switch
    {
        CoverageState.Off => "not audited",
        CoverageState.Absent => "not collected",
        CoverageState.Cleared => "cleared",
        CoverageState.Unreadable => "unreadable",
        CoverageState.Partly => "not audited",
        _ => "unknown",
    };

    private readonly record struct MissingClass(string Class, string Host, UtcInstant? From, UtcInstant? To, string Why);
}
