using Dwell.Content.LogSources;
using Dwell.Content.Store;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Templates;
using Dwell.Model.LogSources;
using Dwell.Model.Records;
using Dwell.Readers.Windows;
using Dwell.Sigma;

namespace Dwell.Bench.Sigma;

/// <summary>The rules and records of the Sigma benchmarks: `[RULES [EVIDENCE]]`, by default the shared ones.</summary>
internal sealed class SigmaInput
{
    private readonly List<(byte[] Bytes, EvtxChunkPlace Place)> _chunks = [];
    private readonly EvtxLogReader _reader;

    public SigmaInput(string[] args)
    {
        RulesPath = args.Length > 0 ? args[0] : Path.Combine("..", "shared", "data", "sigma");
        EvidencePath = args.Length > 1 ? args[1] : Path.Combine("..", "shared", "data", "evtx-attack-samples");
        Sources = RuleFolder.Read(RulesPath);
        Table = LogSourceContent.Read(ContentStore.Embedded);
        _reader = new EvtxLogReader(new ShapeTable(), new EvtxTemplateCache());
        foreach (var path in Directory.EnumerateFiles(EvidencePath, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            ReadChunks(path);
    }

    public string RulesPath { get; }

    public string EvidencePath { get; }

    public IReadOnlyList<RuleSource> Sources { get; }

    public LogSourceTable Table { get; }

    public long Bytes { get; private set; }

    /// <summary>Walks all records, decoded anew each time from chunks in memory; the record is valid inside the call.</summary>
    public long ForEach(Action<LogRecord> use)
    {
        var count = 0L;
        foreach (var (bytes, place) in _chunks)
        {
            _reader.Open(0, bytes, place);
            while (_reader.MoveNext())
            {
                use(_reader.Record);
                count++;
            }
        }

        return count;
    }

    private void ReadChunks(string path)
    {
        using var file = EvtxFileReader.Open(path);
        var buffer = new byte[EvtxChunkHeader.ChunkBytes];
        for (var length = file.ReadChunk(buffer, out var place); length > 0; length = file.ReadChunk(buffer, out place))
        {
            _chunks.Add((buffer[..length], place));
            Bytes += length;
        }
    }
}
