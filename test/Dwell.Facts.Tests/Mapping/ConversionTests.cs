using System.Text;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Records;

namespace Dwell.Facts.Tests.Mapping;

public class ConversionTests
{
    [Theory]
    [InlineData("milliseconds", "65", "0.065")]
    [InlineData("milliseconds", "1500", "1.5")]
    [InlineData("milliseconds", "0", "0")]
    [InlineData("milliseconds", "-1", null)]
    [InlineData("milliseconds", "99999999999999999999999999999999999", null)]
    [InlineData("url-host", "http://user:pw@www.example.org:8080/a?b", "www.example.org")]
    [InlineData("url-host", "mail.example.org:443", "mail.example.org")]
    [InlineData("url-host", "https://[2001:db8::1]:8443/", "2001:db8::1")]
    [InlineData("url-host", "//cdn.example.org/x", "cdn.example.org")]
    [InlineData("url-host", "/path/only?u=http://x.example/", null)]
    [InlineData("url-host", "example.org?u=http://x.example/", "example.org")]
    [InlineData("url-port", "https://example.org/", "443")]
    [InlineData("url-port", "example.org:8443", "8443")]
    [InlineData("url-port", "example.org", null)]
    [InlineData("url-port", "http://example.org:99999/", null)]
    [InlineData("hardware-address", "00-1A-2B-3C-4D-5E", "00:1a:2b:3c:4d:5e")]
    [InlineData("hardware-address", "001A2B3C4D5E", "00:1a:2b:3c:4d:5e")]
    [InlineData("hardware-address", "001a.2b3c.4d5e", "00:1a:2b:3c:4d:5e")]
    [InlineData("hardware-address", "0:1a:2b:3c:4d:5e", "00:1a:2b:3c:4d:5e")]
    [InlineData("hardware-address", "52-41-53-20-F0-A1-00-00-01", "52:41:53:20:f0:a1:00:00:01")]
    [InlineData("hardware-address", "not a mac", "not a mac")]
    [InlineData("parts", " a@x.example; b@x.example;;", "a@x.example, b@x.example")]
    [InlineData("parts", " ; ", null)]
    public void Values_become_what_the_column_holds(string conversion, string text, string? expected)
    {
        var catalog = MappingLoader.Load(new ContentStore(
        [
            new("content/mappings/t.yml", [.. Encoding.UTF8.GetBytes(
                $"origin: t\nsources:\n  - log: t/t\n    events: [{{ class: c, kind: connection, columns: {{ name: {{ {conversion}: F }} }} }}]")]),
        ]));
        var shape = new ShapeTable().Intern("t", "t/t", ["F"]);
        var facts = new FactRows();

        new FactMapper(new MappingPlan(catalog)).Map(new FlatRecord(shape, [[text]]), facts);

        Assert.Equal(expected, facts.ToFacts()[0].Values.Select(pair => pair.Value).SingleOrDefault());
    }
}
