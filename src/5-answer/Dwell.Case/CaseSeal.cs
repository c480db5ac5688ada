using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Case.Json;
using Dwell.Model.Evidence;

namespace Dwell.Case;

/// <summary>One sealed file: its name, how many bytes of it are sealed, their hash.</summary>
internal sealed record SealedFile(string Name, long Bytes, Sha256Digest Sha256);

/// <summary>
/// <c>case.json</c>: the hashes of all files that are the same for the same inputs. Of the journal, which
/// grows, the bytes that were there when the case was made.
/// </summary>
internal sealed record CaseSeal(
    Sha256Digest Inputs, int EvidenceFiles, string ContentHash, ImmutableArray<SealedFile> Files)
{
    private const string Schema = "dwell/case/1";

    public static CaseSeal Of(string folder, CaseInputs inputs)
    {
        var files = ImmutableArray.CreateBuilder<SealedFile>();
        foreach (var name in CaseFiles.Sealed.Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, name));
            files.Add(new SealedFile(name, bytes.Length, Sha256Digest.Of(bytes)));
        }

        return new CaseSeal(inputs.ToHash(), inputs.Evidence.Length, inputs.ContentHash, files.ToImmutable());
    }

    /// <summary>Reads a seal; throws <see cref="CaseException"/> when it is none.</summary>
    public static CaseSeal Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.GetProperty("schema").GetString() != Schema)
                throw new CaseException($"'{path}' is of another kind than {Schema}.");
            return new CaseSeal(
                JsonText.Digest(root.GetProperty("inputs")),
                root.GetProperty("evidenceFiles").GetInt32(),
                root.GetProperty("contentHash").GetString()!,
                [
                    .. root.GetProperty("files").EnumerateArray().Select(file => new SealedFile(
                        file.GetProperty("name").GetString()!,
                        file.GetProperty("bytes").GetInt64(),
                        JsonText.Digest(file.GetProperty("sha256")))),
                ]);
        }
        catch (Exception exception) when (JsonText.IsMalformed(exception))
        {
            throw new CaseException($"'{path}' is damaged: it can't be read as a case's seal.", exception);
        }
    }

    /// <summary>What tells this case from one of other inputs, for the sentence that refuses.</summary>
    public string DifferenceFrom(CaseInputs inputs)
    {
        if (EvidenceFiles != inputs.Evidence.Length)
            return $"other evidence ({EvidenceFiles} files, now {inputs.Evidence.Length})";
        return ContentHash != inputs.ContentHash ? "another release's content" : "other evidence or other options";
    }

    public byte[] Write() => JsonText.Write(indented: true, json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("inputs", Inputs.ToString());
        json.WriteNumber("evidenceFiles", EvidenceFiles);
        json.WriteString("contentHash", ContentHash);
        json.WriteStartArray("files");
        foreach (var file in Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
