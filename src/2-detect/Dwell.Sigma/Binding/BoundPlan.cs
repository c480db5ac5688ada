using System.Collections.Immutable;
using Dwell.Model.LogSources;
using Dwell.Model.Records;
using Dwell.Sigma.Matching;
using Dwell.Sigma.Planning;

namespace Dwell.Sigma.Binding;

/// <summary>The indexes that look at the values of one slot as they are stored.</summary>
internal readonly record struct SlotWork(int Slot, FieldIndex[] Indexes);

/// <summary>An index that looks at converted values.</summary>
internal readonly record struct ConvertedWork(BoundField Field, FieldIndex Index);

/// <summary>A plan whose fields are places in the records of one shape. Immutable.</summary>
internal sealed class BoundPlan
{
    public BoundPlan(RulePlan plan, Shape shape)
    {
        Plan = plan;
        Fields = [.. plan.Fields.Select(field => field.Name is null
            ? BoundField.Everything(shape)
            : BoundField.Bind(shape, field.Name, field.Source))];
        var bySlot = new SortedDictionary<int, List<FieldIndex>>();
        var converted = new List<ConvertedWork>();
        for (var i = 0; i < Fields.Length; i++)
        {
            if (plan.Indexes[i] is not { } index || !Fields[i].IsInShape)
                continue;
            if (Fields[i].Conversion != FieldConversion.None)
            {
                converted.Add(new ConvertedWork(Fields[i], index));
                continue;
            }

            foreach (var slot in Fields[i].Slots)
            {
                if (!bySlot.TryGetValue(slot, out var indexes))
                    bySlot.Add(slot, indexes = []);
                indexes.Add(index);
            }
        }

        // A value is read and folded once for all indexes that want it.
        Slots = [.. bySlot.Select(pair => new SlotWork(pair.Key, [.. pair.Value]))];
        Converted = [.. converted];
    }

    public RulePlan Plan { get; }

    public ImmutableArray<BoundField> Fields { get; }

    public SlotWork[] Slots { get; }

    public ConvertedWork[] Converted { get; }
}
