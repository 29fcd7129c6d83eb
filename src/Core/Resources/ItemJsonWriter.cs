using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>Writes the JSON form of resource items, which <see cref="ItemJson"/> reads.</summary>
internal static class ItemJsonWriter
{
    internal static string WordOf(ResourceValueType type) => type switch
    {
        ResourceValueType.Scalar => "SCALAR",
        ResourceValueType.Ranges => "RANGES",
        _ => "SET",
    };

    internal static void Write(Utf8JsonWriter writer, List<ItemRun> runs)
    {
        writer.WriteStartArray();
        foreach (ItemRun run in runs)
        {
            writer.WriteStartObject();
            writer.WriteString("name", run.Id.Name);
            writer.WriteString("type", WordOf(run.Id.ValueType));
            WriteValue(writer, run);
            WriteMarks(writer, run.Id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, ItemRun run)
    {
        switch (run.Id.ValueType)
        {
            case ResourceValueType.Scalar:
                WriteScalar(writer, run.ToItem());
                break;
            case ResourceValueType.Ranges:
                WriteRanges(writer, run.Segments);
                break;
            default:
                WriteSet(writer, run.Segments);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, ResourceItem item)
    {
        writer.WriteStartObject("scalar");
        writer.WritePropertyName("value");
        writer.WriteRawValue(ResourceText.FormatAmount(item.Amount));
        writer.WriteEndObject();
        if (item.Copies > 1)
        {
            writer.WriteNumber("copies", item.Copies);
        }
    }

    private static void WriteRanges(Utf8JsonWriter writer, ItemSegment[] segments)
    {
        writer.WriteStartObject("ranges");
        writer.WriteStartArray("range");
        foreach (ItemSegment segment in segments)
        {
            writer.WriteStartObject();
            writer.WriteNumber("begin", segment.Low);
            writer.WriteNumber("end", segment.High);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSet(Utf8JsonWriter writer, ItemSegment[] segments)
    {
        writer.WriteStartObject("set");
        writer.WriteStartArray("item");
        foreach (ItemSegment segment in segments)
        {
            writer.WriteStringValue(segment.Id.Member);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteMarks(Utf8JsonWriter writer, ResourceIdentity id)
    {
        if (id.IsReserved)
        {
            writer.WriteStartArray("reservations");
            foreach (Reservation entry in id.Reservations)
            {
                WriteReservation(writer, entry);
            }

            writer.WriteEndArray();
        }

        if (id.Disk is DiskDescription disk)
        {
            WriteDisk(writer, disk);
        }

        WriteFlag(writer, "revocable", id.IsRevocable);
        WriteFlag(writer, "shared", id.IsShared);
        WriteWrapped(writer, "provider_id", "value", id.Provider);
    }

    private static void WriteReservation(Utf8JsonWriter writer, Reservation entry)
    {
        writer.WriteStartObject();
        writer.WriteString("type", entry.Type == ReservationType.Static ? "STATIC" : "DYNAMIC");
        writer.WriteString("role", entry.Role);
        WriteText(writer, "principal", entry.Principal);
        if (entry.Labels.Count > 0)
        {
            writer.WriteStartObject("labels");
            writer.WriteStartArray("labels");
            foreach (KeyValuePair<string, string?> label in entry.Labels)
            {
                writer.WriteStartObject();
                writer.WriteString("key", label.Key);
                WriteText(writer, "value", label.Value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteDisk(Utf8JsonWriter writer, DiskDescription disk)
    {
        writer.WriteStartObject("disk");
        if (disk.PersistenceId is string id)
        {
            writer.WriteStartObject("persistence");
            writer.WriteString("id", id);
            WriteText(writer, "principal", disk.PersistencePrincipal);
            writer.WriteEndObject();
        }

        if (disk.ContainerPath is string path)
        {
            writer.WriteStartObject("volume");
            writer.WriteString("container_path", path);
            writer.WriteString("mode", "RW");
            writer.WriteEndObject();
        }

        if (disk.Source is DiskSource source)
        {
            writer.WriteStartObject("source");
            writer.WriteString("type", ItemHead.WordOf(source.Type));
            bool isPath = source.Type == DiskSourceType.Path;
            WriteWrapped(writer, isPath ? "path" : "mount", "root", source.Root);
            WriteText(writer, "id", source.Id);
            WriteText(writer, "profile", source.Profile);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteWrapped(
        Utf8JsonWriter writer, string name, string inner, string? text)
    {
        if (text is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteString(inner, text);
            writer.WriteEndObject();
        }
    }

    private static void WriteFlag(Utf8JsonWriter writer, string name, bool isSet)
    {
        if (isSet)
        {
            writer.WriteStartObject(name);
            writer.WriteEndObject();
        }
    }
}
