using System.Text.Encodings.Web;
using System.Text.Json;

namespace Offers.Simulation.Results;

/// <summary>Writes JSON for files: indented, line feeds, names as they are.</summary>
internal static class JsonFile
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",

        // The file is no part of a page, so nothing but what JSON itself asks for is escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a file, all of it or nothing.</summary>
    internal static void Write(string path, Action<Utf8JsonWriter> fill) => AtomicFile.Write(
        path,
        stream =>
        {
            using (Utf8JsonWriter json = new(stream, Options))
            {
                fill(json);
            }

            stream.WriteByte((byte)'\n');
        });

    /// <summary>Writes a number; JSON knows no NaN and no infinity, so these are null.</summary>
    internal static void Number(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes numbers by name as an object.</summary>
    internal static void Numbers(
        this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, double>> values)
    {
        json.WriteStartObject(name);
        foreach ((string key, double value) in values)
        {
            json.Number(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes texts as an array.</summary>
    internal static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
