using Dwell.Facts.Store;

namespace Dwell.Facts.Tests.Store;

public class MemoryFactStoreTests : FactStoreContract
{
    protected override IFactStore Create() => new MemoryFactStore();
}
