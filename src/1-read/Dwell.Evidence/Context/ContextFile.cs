using System.Text;
using Dwell.Evidence.Walking;
using Dwell.Model.Context;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Dwell.Evidence.Context;

/// <summary>
/// The context file that a run uses. <paramref name="Path"/> is null when there is none;
/// <paramref name="SetAside"/> is a file at the root of the evidence that the one given by name took the place of.
/// </summary>
public sealed record ContextChoice(string? Path, string? SetAside);

/// <summary>Finds and reads <c>evidence.yml</c>: what the owner of the logs knows.</summary>
public static class ContextFile
{
    /// <summary>Its name at the root of the evidence.</summary>
    public const string Name = EvidenceWalk.ContextFileName;

    /// <summary>A file larger than this is no context file, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Lists and mappings inside of each other, at most; a context file needs 4.</summary>
    public const int MaxDepth = 32;

    /// <summary>
    /// Chooses the context file: the one given by name, else the one at the root of the evidence. Throws
    /// <see cref="ContextException"/> when the one given doesn't exist, or several roots hold different ones.
    /// </summary>
    public static ContextChoice Find(IEnumerable<string> evidence, string? given)
    {
        var found = evidence.Select(AtRootOf).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (given is not null)
        {
            var full = Path.GetFullPath(given);
            if (!File.Exists(full))
                throw new ContextException($"There is no context file '{given}'.");
            return new ContextChoice(full, found.FirstOrDefault(path => path != full));
        }

        if (found.Skip(1).Any(path => !File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(found[0]))))
        {
            throw new ContextException(
                $"'{found[0]}' and '{found[1]}' are different context files: say with --context which one to use.");
        }

        return new ContextChoice(found.FirstOrDefault(), SetAside: null);
    }

    /// <summary>
    /// Reads and checks a whole file. Throws <see cref="ContextException"/> with every error: unknown keys
    /// with the nearest known one, wrong values with what was expected.
    /// </summary>
    public static CaseContext Load(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxBytes)
                throw new ContextException($"{name} has {length} bytes; a context file has at most {MaxBytes}.");
            return Parse(name, File.ReadAllText(path, Encoding.UTF8));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ContextException($"The context file '{path}' can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>The same for a text; <paramref name="name"/> is shown before the place of an error.</summary>
    public static CaseContext Parse(string name, string text)
    {
        try
        {
            RefuseAliasesAndDepth(name, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0)
                return CaseContext.Empty;
            if (stream.Documents.Count > 1)
            {
                var second = stream.Documents[1].RootNode.Start;
                throw new ContextException(
                    name, [new ContextError(second.Line, second.Column, "Found a second YAML document; expected one.")]);
            }

            var errors = new List<ContextError>();
            var context = ContextReader.Read(new ContextNode(stream.Documents[0].RootNode, errors));
            return errors.Count == 0
                ? context
                : throw new ContextException(name, [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column)]);
        }
        catch (YamlException exception)
        {
            throw new ContextException(
                name,
                [
                    new ContextError(
                        exception.Start.Line, exception.Start.Column, "This is not valid YAML: " + exception.Message),
                ],
                exception);
        }
    }

    // A few aliases can stand for a list of a billion, and loading calls itself for each level of nesting;
    // nothing in a context file needs either. Events are read one at a time, whatever their depth.
    private static void RefuseAliasesAndDepth(string name, string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current switch
            {
                SequenceStart or MappingStart => 1,
                SequenceEnd or MappingEnd => -1,
                _ => 0,
            };
            if (current is AnchorAlias)
                throw Refusal("Found an alias (*); write the value itself.");
            if (depth > MaxDepth)
                throw Refusal($"Found more than {MaxDepth} lists and mappings inside of each other.");

            ContextException Refusal(string sentence) =>
                new(name, [new ContextError(current.Start.Line, current.Start.Column, sentence)]);
        }
    }

    private static string? AtRootOf(string argument)
    {
        var full = Path.GetFullPath(argument);
        var path = Path.GetFileName(full) == Name && File.Exists(full) ? full : Path.Combine(full, Name);
        var file = new FileInfo(path);
        // A link or a pipe at the root of evidence is not what the owner put there.
        return file.Exists && file.LinkTarget is null && SpecialFile.KindOf(file) is null ? file.FullName : null;
    }
}
