using Dwell.Evidence;
using Dwell.Model.Context;
using Dwell.Model.Evidence;
using Dwell.Pipeline.Reading;
using Dwell.Readers;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

public sealed class EvidenceBlocksTests
{
    [Fact]
    public void A_file_that_vanished_costs_itself_and_its_reason_names_no_place_of_the_machine()
    {
        using var folder = new TempFolder();
        folder.Write("e/a.log", "first\n");
        folder.Write("e/b.log", "gone\n");
        folder.Write("e/c.log", "last\n");
        using var source = new EvidenceSource(EvidenceManifest.Build([folder["e"]]));
        File.Delete(folder["e/b.log"]);
        var said = new List<Diagnostic>();

        var blocks = new List<(int Evidence, long Sequence)>();
        foreach (var block in new EvidenceBlocks(source, new LogFormats(), CaseContext.Empty, said.Add).All())
        {
            using (block)
                blocks.Add((block.Evidence, block.Sequence));
        }

        Assert.Equal([(0, 0L), (2, 1L)], blocks);
        var lost = Assert.Single(said, odd => odd.IsLoss);
        Assert.Equal((1, "evidence-unreadable"), (lost.Evidence, lost.Code));
        Assert.DoesNotContain(folder["e"], lost.Sentence, StringComparison.Ordinal);
    }
}
