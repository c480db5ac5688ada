using Dwell.Evtx.Templates;

namespace Dwell.Evtx.Records;

/// <summary>
/// A template together with the values that one record gives it. <paramref name="FirstValue"/> counts in
/// <see cref="EvtxRecord.Values"/>; there are at least <see cref="EvtxTemplate.SlotCount"/> values (missing ones are
/// null), then one for each embedded instance. <paramref name="DefinitionOffset"/> is where the template's definition
/// stands in the chunk, 0 when there is none.
/// </summary>
public readonly record struct EvtxInstance(EvtxTemplate Template, int FirstValue, int ValueCount, int DefinitionOffset);
