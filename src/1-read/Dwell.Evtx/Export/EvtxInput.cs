using System.Collections.ObjectModel;
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

    /// <summary>Why nothing of it can be read; null when its first bytes could be.</summary>
    public EvtxInputException? Failure { get; private init; }

    /// <summary>
    /// The inputs under a path, one after another; each has to be disposed before the next is asked for. Entries of a zip
    /// that are no event logs are given as well, so that they can be named. What can't be opened is given with its
    /// <see cref="Failure"/>; a stream that breaks later throws <see cref="EvtxInputException"/>.
    /// </summary>
    public static IEnumerable<EvtxInput> Open(string path)
    {
        const FileShare All = FileShare.ReadWrite | FileShare.Delete;
        var failure = Try(() => new FileStream(path, FileMode.Open, FileAccess.Read, All, bufferSize: 0), out var file);
        return failure is null ? Open(path, file!) : [new EvtxInput(path, Stream.Null, isEvtx: false) { Failure = failure }];
    }

    /// <summary>The same for a stream, which is closed in the end. A zip needs one that can seek.</summary>
    public static IEnumerable<EvtxInput> Open(string name, Stream stream)
    {
        using var outer = stream;
        if (Try(() => new PeekedStream(stream), out var peeked) is { } failure)
        {
            yield return new EvtxInput(name, Stream.Null, isEvtx: false) { Failure = failure };
        }
        else if (peeked!.Start.StartsWith("PK\u0003\u0004"u8))
        {
            foreach (var input in OpenZip(name, peeked))
                yield return input;
        }
        else if (peeked.Start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            yield return Peek(name, () => new GZipStream(peeked, CompressionMode.Decompress));
        }
        else
        {
            yield return new EvtxInput(name, peeked, EvtxFileReader.IsEvtx(peeked.Start));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();

    private static IEnumerable<EvtxInput> OpenZip(string name, PeekedStream zip)
    {
        // The list of entries is read when the archive is asked for it, not when it is made.
        ReadOnlyCollection<ZipArchiveEntry>? entries = null;
        var failure = Try(() => new ZipArchive(zip, ZipArchiveMode.Read), out var archive);
        using var opened = archive;
        failure ??= Try(() => archive!.Entries, out entries);
        if (failure is not null)
        {
            yield return new EvtxInput(name, Stream.Null, isEvtx: false) { Failure = failure };
            yield break;
        }

        foreach (var entry in entries!.Where(entry => !entry.FullName.EndsWith('/')))
            yield return Peek(name + "!" + entry.FullName, entry.Open);
    }

    private static EvtxInput Peek(string name, Func<Stream> open) =>
        Try(() => new PeekedStream(open()), out var inner) is { } failure
            ? new EvtxInput(name, Stream.Null, isEvtx: false) { Failure = failure }
            : new EvtxInput(name, inner!, EvtxFileReader.IsEvtx(inner!.Start));

    private static EvtxInputException? Try<T>(Func<T> open, out T? opened)
        where T : class
    {
        opened = null;
        try
        {
            opened = open();
            return null;
        }
        catch (EvtxInputException failure)
        {
            return failure;
        }
        catch (Exception failure) when (EvtxInputException.IsOf(failure))
        {
            return new EvtxInputException(failure);
        }
    }
}
