using Dwell.Content.Fields;
using Dwell.Content.Store;
using Dwell.Facts.Store;
using Dwell.Facts.Tests.Store;

namespace Dwell.Facts.DuckDb.Tests;

public sealed class DuckDbFactStoreTests : FactStoreContract, IDisposable
{
    private static readonly FieldCatalog Catalog = FieldLoader.Load(ContentStore.Embedded);
    private readonly string _folder = Directory.CreateTempSubdirectory("dwell-store-").FullName;
    private int _stores;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override IFactStore Create() => Open($"{_stores++}.duckdb");

    private DuckDbFactStore Open(string name) => DuckDbFactStore.Open(Path.Combine(_folder, name), Catalog, new StoreOptions());
}
