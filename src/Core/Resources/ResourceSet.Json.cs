using System;
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Offers;

/// <content>The JSON form.</content>
public sealed partial class ResourceSet
{
    /// <summary>
    /// Reads a JSON array of resource objects, the form that can say everything.
    /// </summary>
    /// <param name="schema">Names that it lacks are added, unless the JSON is refused.</param>
    /// <param name="array">
    /// Each object has <c>name</c>; one of <c>scalar</c> {value}, <c>ranges</c> {range: [{begin,
    /// end}]} and <c>set</c> {item: []}; and may have <c>type</c> (SCALAR, RANGES, SET),
    /// <c>reservations</c> [{type, role, principal, labels: {labels: [{key, value}]}}], bottom
    /// first, or <c>role</c> (one static reservation; <c>*</c> for none), <c>disk</c> {persistence:
    /// {id, principal}, volume: {container_path, mode: RW}, source: {type, path: {root}, mount:
    /// {root}, id, profile}}, <c>revocable</c> {}, <c>shared</c> {}, <c>provider_id</c> {value}
    /// and <c>copies</c>, the number of equal items that do not split or are shared (default 1). A
    /// null is as good as nothing; any other field is refused.
    /// </param>
    /// <exception cref="FormatException">
    /// Something is malformed or breaks a rule; the message says where, what was found and what was
    /// expected.
    /// </exception>
    /// <exception cref="OverflowException">
    /// A sum exceeds <see cref="ResourceVector.MaxAmount"/>.
    /// </exception>
    public static ResourceSet FromJson(ResourceSchema schema, JsonElement array)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return ItemBuilder.Build(schema, ItemJson.Read(new JsonPlace(array, "resources")));
    }

    /// <summary>As <see cref="FromJson"/>, from text.</summary>
    /// <exception cref="FormatException">
    /// The text is no JSON, or as for <see cref="FromJson"/>.
    /// </exception>
    /// <exception cref="OverflowException">
    /// A sum exceeds <see cref="ResourceVector.MaxAmount"/>.
    /// </exception>
    public static ResourceSet ParseJson(ResourceSchema schema, string text)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(text);
        using JsonDocument document = ReadJson(text);
        return FromJson(schema, document.RootElement);
    }

    /// <summary>
    /// Writes the JSON array that <see cref="FromJson"/> reads back to the same resources, in the
    /// order of <see cref="ToString"/>.
    /// </summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ItemJsonWriter.Write(writer, ItemRun.Of(this));
    }

    /// <summary>The JSON array as text; <c>[]</c> for nothing.</summary>
    public string ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer);
        WriteJson(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static JsonDocument ReadJson(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new FormatException($"resources: found what is no JSON, {e.Message}", e);
        }
        catch (ArgumentException e)
        {
            throw new FormatException("resources: found text that is no Unicode, expected JSON", e);
        }
    }
}
