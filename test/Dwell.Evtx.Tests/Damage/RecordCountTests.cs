namespace Dwell.Tests.Damage;

public sealed class RecordCountTests
{
    /// <summary>
    /// Origin of "others read": the counts of records read and failed that the tests of github.com/omerbenamram/evtx
    /// (tests/test_full_samples.rs at 9c7d0b5) expect for these files, except 10 for chainsaw's sample (its tests/clo.rs).
    /// Ours, live and recovered, are what this reader gives; each difference has its reason beside it.
    /// </summary>
    [SharedTheory]
    [InlineData("Microsoft-Windows-HelloForBusiness%4Operational.evtx", 6, 6, 0)]
    [InlineData("Microsoft-Windows-LanguagePackSetup%4Operational.evtx", 17, 17, 15)] // 15 in slack
    [InlineData("E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core%4Operational.evtx", 1146, 1146, 128)] // 128 in slack
    [InlineData("2-vss_7-System.evtx", 1160, 1160, 25)] // 25 in slack; the dirty header declares 4 of 11 chunks
    [InlineData("2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx", 1774, 1775, 267)] // one of their two failures is read in part; the rest lies in slack
    [InlineData("Application_no_crc32.evtx", 17, 17, 34)] // 34 in slack; the file has no checksums
    [InlineData("post-Security.evtx", 126, 126, 0)]
    [InlineData("sample-with-zero-data-size-event.evtx", 336, 335, 147)] // theirs counts one failure; the records behind it are recovered
    [InlineData("chainsaw_security_sample.evtx", 10, 10, 0)]
    public void Reads_as_many_records_as_the_best_other_readers(string file, int others, int live, int recovered)
    {
        var summary = EvtxFiles.ReadFile(SharedData.PathOf("evtx-robustness", file));
        Assert.Equal((live, recovered), (summary.Live, summary.Recovered));
        Assert.True(summary.Live + summary.Recovered >= others);
    }

    /// <summary>Files for which nobody publishes a count: ours, kept so that a change shows.</summary>
    [SharedTheory]
    [InlineData("2-system-Microsoft-Windows-LiveId%4Operational.evtx", 399, 9)]
    [InlineData("Security_with_size_t.evtx", 636, 0)]
    [InlineData("security.evtx", 2261, 30)]
    public void Reads_as_many_records_as_before(string file, int live, int recovered)
    {
        var summary = EvtxFiles.ReadFile(SharedData.PathOf("evtx-robustness", file));
        Assert.Equal((live, recovered), (summary.Live, summary.Recovered));
    }

    [SharedFact]
    public void Every_sample_has_records_that_are_read_whole()
    {
        foreach (var path in EvtxFiles.Shared())
        {
            var summary = EvtxFiles.ReadFile(path);
            Assert.True(summary.Live > 0, path);
        }
    }
}
