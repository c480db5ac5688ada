using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Store;

namespace Dwell.Content.Tests.Store;

public class ContentStoreTests
{
    [Fact]
    public void Embedded_content_is_the_folder_of_the_checkout()
    {
        var root = Path.Combine(Dwell.Tests.Repository.Root, "content");
        var onDisk = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => "content/" + Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(onDisk, ContentStore.Embedded.Names);
    }

    [Fact]
    public void Hash_depends_on_names_and_bytes_but_not_on_the_order_given()
    {
        var one = Store(("content/a", "x"), ("content/b", "y"));

        Assert.Equal(one.ContentHash, Store(("content/b", "y"), ("content/a", "x")).ContentHash);
        Assert.NotEqual(one.ContentHash, Store(("content/a", "x"), ("content/b", "z")).ContentHash);
        Assert.NotEqual(one.ContentHash, Store(("content/a", "x"), ("content/c", "y")).ContentHash);
        Assert.NotEqual(Store(("content/a", "bc")).ContentHash, Store(("content/ab", "c")).ContentHash);
    }

    [Fact]
    public void Names_in_a_folder_leave_out_its_neighbours()
    {
        var store = Store(("content/fields/b.yml", ""), ("content/fields/a.yml", ""), ("content/fieldsets/c.yml", ""));

        Assert.Equal(["content/fields/a.yml", "content/fields/b.yml"], store.NamesIn("fields"));
    }

    [Fact]
    public void Unknown_name_says_which()
    {
        var error = Assert.Throws<ContentException>(() => Store().ReadText("content/none.yml"));

        Assert.Contains("content/none.yml", error.Message, StringComparison.Ordinal);
    }

    private static ContentStore Store(params (string Name, string Text)[] files) =>
        new(files.Select(file => KeyValuePair.Create(file.Name, Encoding.UTF8.GetBytes(file.Text).ToImmutableArray())));
}
