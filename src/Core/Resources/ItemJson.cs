using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Reads the JSON form of resource items: those of <see cref="ResourceSet.FromJson"/> before their
/// names have kinds.
/// </summary>
internal static class ItemJson
{
    internal static List<ItemDraft> Read(JsonPlace array)
    {
        List<ItemDraft> drafts = [];
        foreach (JsonPlace node in array.Elements())
        {
            drafts.Add(ReadItem(node));
        }

        return drafts;
    }

    private static ItemDraft ReadItem(JsonPlace node)
    {
        JsonPlace?[] fields = node.Fields(
            "name", "type", "scalar", "ranges", "set", "role", "reservations", "disk",
            "revocable", "shared", "provider_id", "copies");
        ItemDraft draft = new(Required(fields[0], node, "a name").Text())
        {
            Reservations = ReadStack(fields[5], fields[6]),
            Disk = fields[7] is JsonPlace disk ? ReadDisk(disk) : null,
            IsRevocable = fields[8]?.Fields() is not null,
            IsShared = fields[9]?.Fields() is not null,
            Provider = fields[10] is JsonPlace provider ? ReadProvider(provider) : null,
            Copies = fields[11]?.Whole(1, ResourceVector.MaxAmount) ?? 1,
        };
        draft = ReadValue(node, fields.AsSpan(1, 4), draft);
        return ItemRules.Check(draft) is not string reason ? draft
            : throw new FormatException($"{node.Path}: {reason}");
    }

    private static JsonPlace Required(JsonPlace? field, JsonPlace node, string what) =>
        field ?? throw node.Bad(what);

    /// <summary>Type, scalar, ranges and set, of which one value is there.</summary>
    private static ItemDraft ReadValue(
        JsonPlace node, ReadOnlySpan<JsonPlace?> fields, in ItemDraft draft)
    {
        int values = 0;
        foreach (JsonPlace? field in fields[1..])
        {
            values += field is null ? 0 : 1;
        }

        if (values != 1)
        {
            throw new FormatException(
                $"{node.Path}: found {values} values, expected one of scalar, ranges and set");
        }

        ItemDraft read = fields switch
        {
            [_, JsonPlace scalar, ..] => draft with { Amount = ReadScalar(scalar) },
            [_, _, JsonPlace ranges, _] => draft with
            {
                Type = ResourceValueType.Ranges,
                Intervals = ReadRanges(ranges),
            },
            _ => draft with { Type = ResourceValueType.Set, Members = ReadSet(fields[3]!.Value) },
        };
        string word = ItemJsonWriter.WordOf(read.Type);
        bool isOther = fields[0] is JsonPlace type
            && !string.Equals(type.Text(), word, StringComparison.Ordinal);
        return isOther ? throw fields[0]!.Value.Bad($"\"{word}\" as the value is") : read;
    }

    private static long ReadScalar(JsonPlace node) =>
        Required(node.Fields("value")[0], node, "a value").Amount();

    private static List<(long Low, long High)> ReadRanges(JsonPlace node)
    {
        List<(long, long)> intervals = [];
        if (node.Fields("range")[0] is JsonPlace ranges)
        {
            foreach (JsonPlace range in ranges.Elements())
            {
                JsonPlace?[] ends = range.Fields("begin", "end");
                long low = Required(ends[0], range, "a begin").Whole(0, ItemRules.MaxRangeValue);
                long high = Required(ends[1], range, "an end").Whole(low, ItemRules.MaxRangeValue);
                intervals.Add((low, high));
            }
        }

        return intervals;
    }

    private static List<string> ReadSet(JsonPlace node) =>
        node.Fields("item")[0] is JsonPlace items ? Texts(items) : [];

    private static List<string> Texts(JsonPlace node)
    {
        List<string> texts = [];
        foreach (JsonPlace element in node.Elements())
        {
            texts.Add(element.Text());
        }

        return texts;
    }

    /// <summary>The old form, a role, or the stack; <c>*</c> in the old form is none.</summary>
    private static Reservation[]? ReadStack(JsonPlace? role, JsonPlace? reservations)
    {
        List<Reservation> stack = [];
        foreach (JsonPlace entry in reservations?.Elements() ?? [])
        {
            stack.Add(ReadReservation(entry));
        }

        if (role?.Text() is string name and not RoleName.Default)
        {
            if (stack.Count > 0)
            {
                throw role.Value.Bad("either a role or reservations");
            }

            stack.Add(new Reservation(ReservationType.Static, name));
        }

        return stack.Count == 0 ? null : [.. stack];
    }

    private static Reservation ReadReservation(JsonPlace node)
    {
        JsonPlace?[] fields = node.Fields("type", "role", "principal", "labels");
        JsonPlace type = Required(fields[0], node, "a type");
        ReservationType read = type.Text() switch
        {
            "STATIC" => ReservationType.Static,
            "DYNAMIC" => ReservationType.Dynamic,
            _ => throw type.Bad("\"STATIC\" or \"DYNAMIC\""),
        };
        return new Reservation(
            read,
            Required(fields[1], node, "a role").Text(),
            fields[2]?.Text(),
            fields[3] is JsonPlace labels ? ReadLabels(labels) : []);
    }

    private static KeyValuePair<string, string?>[] ReadLabels(JsonPlace node)
    {
        List<KeyValuePair<string, string?>> read = [];
        if (node.Fields("labels")[0] is JsonPlace labels)
        {
            foreach (JsonPlace label in labels.Elements())
            {
                JsonPlace?[] fields = label.Fields("key", "value");
                string key = Required(fields[0], label, "a key").Text();
                read.Add(new KeyValuePair<string, string?>(key, fields[1]?.Text()));
            }
        }

        return [.. read];
    }

    /// <summary>An object with nothing in it says nothing.</summary>
    private static DiskDescription? ReadDisk(JsonPlace node)
    {
        JsonPlace?[] fields = node.Fields("persistence", "volume", "source");
        JsonPlace?[] persistence = fields[0]?.Fields("id", "principal") ?? new JsonPlace?[2];
        string? id = fields[0] is JsonPlace volume
            ? Required(persistence[0], volume, "an id").Text()
            : null;
        string? path = fields[1] is JsonPlace mounted ? ReadPath(mounted) : null;
        DiskSource? source = fields[2] is JsonPlace from ? ReadSource(from) : null;
        bool isEmpty = id is null && path is null && source is null;
        return isEmpty ? null : new DiskDescription(id, persistence[1]?.Text(), path, source);
    }

    private static string ReadPath(JsonPlace node)
    {
        JsonPlace?[] fields = node.Fields("container_path", "mode");
        string path = Required(fields[0], node, "a container_path").Text();
        return fields[1] is not JsonPlace mode || mode.Text() is "RW"
            ? path
            : throw mode.Bad("\"RW\"");
    }

    private static DiskSource ReadSource(JsonPlace node)
    {
        JsonPlace?[] fields = node.Fields("type", "path", "mount", "id", "profile");
        JsonPlace type = Required(fields[0], node, "a type");
        DiskSourceType read = type.Text() switch
        {
            "PATH" => DiskSourceType.Path,
            "MOUNT" => DiskSourceType.Mount,
            "BLOCK" => DiskSourceType.Block,
            "RAW" => DiskSourceType.Raw,
            _ => throw type.Bad("\"PATH\", \"MOUNT\", \"BLOCK\" or \"RAW\""),
        };
        JsonPlace? other = read == DiskSourceType.Path ? fields[2] : fields[1];
        other ??= read is DiskSourceType.Path or DiskSourceType.Mount ? null : fields[2];
        if (other is JsonPlace stray)
        {
            throw stray.Bad("it to be absent, as the type is another");
        }

        JsonPlace? root = (fields[1] ?? fields[2])?.Fields("root")[0];
        return new DiskSource(read, root?.Text(), fields[3]?.Text(), fields[4]?.Text());
    }

    private static string ReadProvider(JsonPlace node) =>
        Required(node.Fields("value")[0], node, "a value").Text();
}
