using System;
using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Offers;

/// <summary>One JSON object a line: from text and to text.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = false,
    };

    /// <summary>Reads a line that must hold one JSON object.</summary>
    /// <exception cref="FormatException">
    /// It holds something else; when the text just ends too early, it is a
    /// <see cref="TornTextException"/>.
    /// </exception>
    internal static JsonDocument ReadObject(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (Surrogates.FindLone(line) is >= 0 and int lone)
        {
            throw JsonShape.Bad($"character {lone + 1}", "half a character", "a whole one");
        }

        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException bad)
        {
            throw Describe(line, bad);
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            string found = JsonShape.NameOf(document.RootElement);
            document.Dispose();
            throw JsonShape.Bad("line", found, "a JSON object");
        }

        return document;
    }

    /// <summary>Writes one line.</summary>
    internal static string Write<TState>(TState state, Action<Utf8JsonWriter, TState> body)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter writer = new(bytes, OneLine);
        writer.WriteStartObject();
        body(writer, state);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Writes a count of small units as a number with decimals.</summary>
    internal static void WriteCount(
        Utf8JsonWriter writer, string name, long count, int decimals, int atLeast = 0)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(ExactNumber.Format(count, decimals, atLeast));
    }

    private static FormatException Describe(string line, JsonException bad) =>
        BreaksOff(line)
            ? new TornTextException("line: found an object that breaks off, expected its end")
            : JsonShape.Bad(
                $"line, byte {(bad.BytePositionInLine ?? 0) + 1}", "malformed JSON",
                "a JSON object");

    /// <summary>Whether more text could still make it well-formed.</summary>
    private static bool BreaksOff(string line)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(line), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
