using Dwell.Content.Classes;
using Dwell.Content.Mappings;
using Dwell.Content.Sentences;
using Dwell.Content.Store;
using Dwell.Facts.Mapping;
using Dwell.Facts.Sentences;
using Dwell.Facts.Store;
using Dwell.Model.Records;

namespace Dwell.Pipeline.Showing;

/// <summary>Says in one sentence what a record says, with the knowledge of this build.</summary>
internal sealed class RecordSentences(ContentStore content)
{
    private readonly FactMapper _mapper = new(PlanOf(content));
    private readonly SentenceWriter _writer = new(SentenceLoader.Load(content), ClassLoader.Load(content));

    public static MappingPlan PlanOf(ContentStore content) => new(MappingLoader.Load(content));

    public string Of(LogRecord record)
    {
        var facts = new FactRows();
        var summary = _mapper.Map(record, facts);
        return _writer.Write(record, summary, facts.Count > 0 ? [facts.ToFact(0)] : []);
    }
}
