using Dwell.Content.Mappings;
using Dwell.Content.Store;

namespace Dwell.Facts.Tests.Mapping;

public class FactMapperTests
{
    [Fact]
    public void Loads() => Assert.NotEmpty(MappingLoader.Load(ContentStore.Embedded).Events);
}
