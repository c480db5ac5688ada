using Dwell.Case;
using Dwell.Content.Fields;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Facts.DuckDb;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.Identity;
using Dwell.Facts.Store;
using Dwell.Pipeline.Reading;

namespace Dwell.Pipeline.Running;

/// <summary>
/// The store of a case while it is made, and the collector that fills it: new, or where an earlier run on the same inputs was
/// when it was stopped.
/// </summary>
internal sealed class CaseStore : IDisposable
{
    private readonly DuckDbFactStore _store;
    private readonly IdentityLog _identities;

    private CaseStore(DuckDbFactStore store, IdentityLog identities, RecordCollector collector)
    {
        _store = store;
        _identities = identities;
        Collector = collector;
    }

    /// <summary>The store; it is the collector that fills it.</summary>
    public IFactStore Store => _store;

    public RecordCollector Collector { get; }

    /// <summary>Goes on from what lies in the case folder when it is of the same inputs; else begins anew.</summary>
    public static CaseStore Open(CaseWriter writer, string inputs, ContentStore content, int evidenceItems, InvestigationOptions options)
    {
        var catalog = FieldLoader.Load(content);
        var storeOptions = new StoreOptions { Threads = options.Threads };
        var state = TryResume(writer, catalog, storeOptions, inputs, out var store, out var identities);
        if (store is null || identities is null)
        {
            writer.RemoveStore();
            store = DuckDbFactStore.Open(writer.StorePath, catalog, storeOptions);
            identities = new IdentityLog(writer.IdentitiesPath);
        }

        return new CaseStore(store, identities, new RecordCollector(store, identities, evidenceItems, inputs, state, options.BatchesPerCommit));
    }

    /// <summary>True when an operation failed since there was no room left to write.</summary>
    public static bool IsDiskFull(IOException failed)
    {
        // ENOSPC, EFBIG and EDQUOT on Linux; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows, as HResult's low word.
        return failed is DuckDbException engine ? engine.IsDiskFull : (failed.HResult & 0xFFFF) is 28 or 27 or 122 or 112 or 39;
    }

    /// <summary>Writes what people query and closes the store, so that it can be moved into place.</summary>
    public void Seal(EvidenceManifest manifest)
    {
        _store.SetEvidence(manifest.Items.Select(item => (item.Number, item.Path, item.Digest.ToString())));
        _store.Seal();
        Dispose();
    }

    public void Dispose()
    {
        _store.Dispose();
        _identities.Dispose();
    }

    private static CollectorState? TryResume(
        CaseWriter writer, FieldCatalog catalog, StoreOptions options, string inputs, out DuckDbFactStore? store, out IdentityLog? identities)
    {
        store = null;
        identities = null;
        if (!File.Exists(writer.StorePath))
            return null;
        try
        {
            store = DuckDbFactStore.Open(writer.StorePath, catalog, options);
            if (CollectorState.Read(store.State, inputs) is { } state)
            {
                identities = new IdentityLog(writer.IdentitiesPath, state.Identities);
                return state;
            }
        }
        catch (Exception damaged) when (damaged is DuckDbException or InvalidDataException or FileNotFoundException)
        {
            // What can't be gone on from is made anew: the store is derived.
        }

        store?.Dispose();
        store = null;
        return null;
    }
}
