using System.IO.Compression;
using Dwell.Evtx.Files;

namespace Dwell.Evtx.Export;

/// <summary>
/// An event log as a stream, wherever it comes from: a file, a gzip file, an entry of a zip, standard input. What it is
/// is told from its first bytes, not from its name.
/// </summary>
public sealed class EvtxInput : IDisposable
{
    private EvtxInput(string name, Stream stream, bool isEvtx)
    {
        Name = name;
        Stream = stream;
        IsEvtx = isEvtx;
    }

    /// <summary>The path; for an entry of a zip with <c>!</c> and the entry's name behind it.</summary>
    public string Name { get; }

    /// <summary>The bytes of the log, from its start.</summary>
    public Stream Stream { get; }

    /// <summary>True when it begins with the signature of an event log.</summary>
    public bool IsEvtx { get; }

    /// <summary>
    /// The inputs under a path, one after another; each has to be disposed before the next is asked for. Entries of a zip
    /// that are no event logs are given as well, so that they can be named. Throws what opening a file throws.
    /// </summary>
    public static IEnumerable<EvtxInput> Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Open(path, file);
    }

    /// <summary>The same for a stream, which is closed in the end. A zip needs one that can seek.</summary>
    public static IEnumerable<EvtxInput> Open(string name, Stream stream)
    {
        using var peeked = new PeekedStream(stream);
        if (peeked.Start.StartsWith("PK\u0003\u0004"u8))
        {
            using var archive = new ZipArchive(peeked, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                using var inner = new PeekedStream(entry.Open());
                yield return new EvtxInput(name + "!" + entry.FullName, inner, EvtxFileReader.IsEvtx(inner.Start));
            }
        }
        else if (peeked.Start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            using var inner = new PeekedStream(new GZipStream(peeked, CompressionMode.Decompress));
            yield return new EvtxInput(name, inner, EvtxFileReader.IsEvtx(inner.Start));
        }
        else
        {
            yield return new EvtxInput(name, peeked, EvtxFileReader.IsEvtx(peeked.Start));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
