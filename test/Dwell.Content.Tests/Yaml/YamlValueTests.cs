using Dwell.Content.Yaml;
using Dwell.Model.Facts;

namespace Dwell.Content.Tests.Yaml;

public class YamlValueTests
{
    [Fact]
    public void Unknown_key_names_file_line_and_the_nearest_key()
    {
        var root = Parse("name: a\nmeening: b\n");

        var error = Assert.Throws<ContentException>(() => root.WithKeys("name", "meaning"));

        Assert.Equal("f.yml", error.File);
        Assert.Equal(2, error.Line);
        Assert.Contains("did you mean 'meaning'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_key_and_wrong_form_say_what_was_expected()
    {
        Assert.Contains("Found no 'x'", Assert.Throws<ContentException>(() => Parse("a: 1")["x"]).Message, StringComparison.Ordinal);
        Assert.Contains("expected an integer", Assert.Throws<ContentException>(() => Parse("a: b")["a"].Integer()).Message, StringComparison.Ordinal);
        Assert.Contains("expected a list", Assert.Throws<ContentException>(() => Parse("a: {b: c}")["a"].Items()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_enums_are_written_in_kebab_case()
    {
        Assert.Equal(FactKind.ProcessStart, Parse("a: process-start")["a"].Member<FactKind>());
        var error = Assert.Throws<ContentException>(() => Parse("a: proces-start")["a"].Member<FactKind>());
        Assert.Contains("did you mean 'process-start'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_yaml_names_its_line()
    {
        var error = Assert.Throws<ContentException>(() => Parse("a: 1\nb: [1\n"));

        Assert.True(error.Line >= 2);
    }

    private static YamlValue Parse(string text) => YamlFile.Parse("f.yml", text)[0];
}
