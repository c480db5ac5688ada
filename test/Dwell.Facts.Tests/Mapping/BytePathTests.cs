using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Facts.Identity;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Records;
using Dwell.Readers.Logs;

namespace Dwell.Facts.Tests.Mapping;

/// <summary>Values are copied as bytes where that changes nothing: the short way must give what the way over text gives.</summary>
public sealed class BytePathTests
{
    private static readonly string[] Fields =
        ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "orig_bytes", "resp_bytes", "conn_state", "duration"];

    private static readonly string[] Parts =
        ["0", "1", "10", "255", "256", "65535", "65536", ".", ".", ".", "-", " ", "a", "é", "\0", "::", "x", "012", "99999999999999999999", "\u00A0", "SF", "0x1f", "{"];

    [Fact]
    public void Bytes_and_text_of_the_same_record_give_the_same_facts_and_the_same_identity()
    {
        var random = new Random(3);
        var shape = new ShapeTable().Intern("zeek", "zeek/conn", [.. Fields], idSlot: 1);
        var mapper = new FactMapper(new MappingPlan(MappingLoader.Load(ContentStore.Embedded)));
        using var identity = new RecordIdentity();
        var bytes = new SlotRecord();
        for (var round = 0; round < 20_000; round++)
        {
            var values = Fields.Select((_, slot) => slot == 1 ? "C1" : ValueOf(random)).ToImmutableArray();
            bytes.Begin([]);
            for (var slot = 0; slot < values.Length; slot++)
                bytes.AddOwn(slot, Encoding.UTF8.GetBytes(values[slot]));
            bytes.Complete(shape, default, null);
            var text = new FlatRecord(shape, [.. values.Select(value => ImmutableArray.Create<string?>(value))]);
            var (left, right) = (new FactRows(), new FactRows());

            Assert.Equal(mapper.Map(text, left), mapper.Map(bytes, right));

            Assert.Equal(left.ToFacts().Select(MappingCase.Show), right.ToFacts().Select(MappingCase.Show));
            Assert.True(identity.TryOf(text, out var one) & identity.TryOf(bytes, out var other));
            Assert.True(one == other, string.Join('|', values));
        }
    }

    private static string ValueOf(Random random) => random.Next(20) switch
    {
        0 => Guid(random, "{", "}"),
        1 => Guid(random, "", ""),
        2 => $"10.{random.Next(300)}.{random.Next(300)}.{random.Next(300)}",
        _ => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Parts[random.Next(Parts.Length)])),
    };

    private static string Guid(Random random, string open, string close) =>
        FormattableString.Invariant($"{open}{random.Next():x8}-ab12-cd34-ef56-{random.Next():x12}{close}");
}
