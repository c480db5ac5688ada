using Dwell.Content.Store;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Dwell.Content.Yaml;

/// <summary>
/// Reads YAML files of the content into <see cref="YamlValue"/>s that know their file and line.
/// </summary>
public static class YamlFile
{
    /// <summary>
    /// The root of the file's only document; throws <see cref="ContentException"/> when it is no YAML or has
    /// not one document.
    /// </summary>
    public static YamlValue Read(ContentStore store, string name)
    {
        var documents = ReadAll(store, name);
        return documents.Count == 1
            ? documents[0]
            : throw new ContentException(name, 0, $"The file holds {documents.Count} YAML documents; expected one.");
    }

    /// <summary>The roots of all documents, in order.</summary>
    public static IReadOnlyList<YamlValue> ReadAll(ContentStore store, string name) =>
        Parse(name, store.ReadText(name));

    /// <summary>The roots of all documents of a text; <paramref name="name"/> is used in messages.</summary>
    public static IReadOnlyList<YamlValue> Parse(string name, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new ContentException(name, error.Start.Line, "This is not valid YAML: " + error.Message, error);
        }

        return [.. stream.Documents.Select(document => new YamlValue(name, document.RootNode))];
    }
}
