using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dwell.Model.Answers;
using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Case.Json;

/// <summary>
/// How every file of a case writes JSON: UTF-8, only what JSON needs escaped, <c>\n</c>, four digits.
/// </summary>
internal static class JsonText
{
    // Scores and shares: a fifth digit is noise, and rounding here is the only rounding there is.
    private const int Digits = 4;

    /// <summary>Bytes of one value with a line end behind it.</summary>
    public static byte[] Write(bool indented, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            // Text from evidence stays readable; whoever shows it escapes it for where it is shown.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = indented,
            NewLine = "\n",
        };
        using (var json = new Utf8JsonWriter(buffer, options))
            write(json);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A number of at most four digits behind the point; what is not finite is 0.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double value) =>
        json.WriteNumber(name, Rounded(value));

    public static double Rounded(double value) =>
        double.IsFinite(value) ? Math.Round(value, Digits, MidpointRounding.ToEven) : 0;

    public static void Time(this Utf8JsonWriter json, string name, UtcInstant? time) =>
        json.WriteString(name, time?.ToString());

    public static void Texts(this Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    public static void Bound(this Utf8JsonWriter json, string name, TimeBound? bound)
    {
        if (bound is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.Time("earliest", bound.Earliest);
        json.Time("latest", bound.Latest);
        json.WriteEndObject();
    }

    public static void Bound(this Utf8JsonWriter json, string name, CountBound? bound)
    {
        if (bound is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("atLeast", bound.AtLeast);
        json.NumberOrNull("atMost", bound.AtMost);
        json.WriteEndObject();
    }

    public static void NumberOrNull(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    /// <summary>Reads a digest; throws <see cref="FormatException"/> when it is none.</summary>
    public static Sha256Digest Digest(JsonElement element) =>
        Sha256Digest.TryParse(element.GetString(), out var digest)
            ? digest
            : throw new FormatException($"'{element.GetString()}' is no SHA-256.");

    /// <summary>True for what reading a damaged JSON file can throw.</summary>
    public static bool IsMalformed(Exception exception) => exception
        is JsonException or KeyNotFoundException or InvalidOperationException
        or FormatException or IOException or ArgumentException;
}
