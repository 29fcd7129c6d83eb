using System.Text.Json;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Reads resources from JSON: a text, or an array of resource objects.</summary>
internal static class SlowResourceJson
{
    public static SlowResources Resources(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => SlowResourceText.Resources(json.GetString()!),
        JsonValueKind.Array => SlowResources.Of(json.EnumerateArray().Select(Item)),
        _ => throw new RefusedException("resources are a text or an array"),
    };

    /// <summary>A text or an object of numbers.</summary>
    public static IEnumerable<(string Name, long Amount)> Amounts(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => SlowResourceText.Amounts(json.GetString()!),
            JsonValueKind.Object => json.EnumerateObject()
                .Select(p => (p.Name, SlowResourceText.Thousandths(p.Value.GetRawText()))),
            _ => throw new RefusedException("amounts are a text or an object"),
        };

    private static SlowItem Item(JsonElement json)
    {
        Fields fields = new(json, "name", "type", "scalar", "ranges", "set", "role",
            "reservations", "disk", "revocable", "shared", "provider_id", "copies");
        SlowItem value = Value(fields);
        SlowIdentity identity = new(fields.Text("name"), value.Identity.Kind)
        {
            Disk = fields.Has("disk") ? Disk(fields["disk"]) : null,
            IsRevocable = fields.Has("revocable"),
            Provider = fields.Has("provider_id")
                ? new Fields(fields["provider_id"], "value").Text("value")
                : null,
            IsShared = fields.Has("shared"),
        };
        string role = fields.Text("role", "*");
        identity = role == "*" ? identity
            : identity.Push(new(false, SlowRole.Checked(role), null, ""));
        foreach (JsonElement entry in fields.Elements("reservations"))
        {
            identity = identity.Push(Reservation(entry));
        }

        long copies = fields.Has("copies") ? (long)fields.Number("copies") : 1;
        return Checked(value with { Identity = identity, Copies = copies });
    }

    private static SlowItem Checked(SlowItem item)
    {
        SlowIdentity identity = item.Identity;
        bool isDisk = identity.Name == "disk" && identity.Kind == SlowKind.Scalar;
        if ((identity.Disk is not null && !isDisk)
            || (identity.IsShared && !identity.IsPersistent)
            || item.Copies < 1 || (item.Copies > 1 && !identity.IsCounted))
        {
            throw new RefusedException($"{identity.Text} cannot be");
        }

        return SlowResourceText.CheckedKind(item);
    }

    private static SlowItem Value(Fields fields)
    {
        switch (fields.Text("type"))
        {
            case "SCALAR":
                string number = new Fields(fields["scalar"], "value")["value"].GetRawText();
                return new(new("", SlowKind.Scalar))
                {
                    Amount = SlowResourceText.Thousandths(number),
                };
            case "RANGES":
                IEnumerable<JsonElement> ranges = new Fields(fields["ranges"], "range")
                    .Elements("range");
                return new(new("", SlowKind.Ranges))
                {
                    Ranges = SlowItem.Normal(ranges.Select(Interval)),
                };
            case "SET":
                IEnumerable<string> members = new Fields(fields["set"], "item").Texts("item");
                return new(new("", SlowKind.Set))
                {
                    Members = [.. members.Distinct().Order(StringComparer.Ordinal)],
                };
            default:
                throw new RefusedException("type is SCALAR, RANGES or SET");
        }
    }

    private static (long First, long Last) Interval(JsonElement json)
    {
        Fields fields = new(json, "begin", "end");
        return SlowResourceText.Interval(
            fields["begin"].GetRawText(), fields["end"].GetRawText());
    }

    private static SlowReservation Reservation(JsonElement json)
    {
        Fields fields = new(json, "type", "role", "principal", "labels");
        string role = SlowRole.Checked(fields.Text("role"));
        bool isDynamic = fields.Text("type", "DYNAMIC") switch
        {
            "DYNAMIC" => true,
            "STATIC" => false,
            string type => throw new RefusedException($"'{type}' is no reservation"),
        };
        return role == "*"
            ? throw new RefusedException("'*' cannot be reserved")
            : new(
                isDynamic,
                role,
                fields.Has("principal") ? fields.Text("principal") : null,
                fields.Has("labels") ? fields["labels"].GetRawText() : "");
    }

    private static SlowDisk Disk(JsonElement json)
    {
        Fields fields = new(json, "persistence", "volume", "source");
        Fields? persistence = fields.Part("persistence", "id", "principal");
        Fields? volume = fields.Part("volume", "container_path", "mode");
        Fields? source = fields.Part("source", "type", "path", "mount", "id", "profile");
        string? type = source?.Text("type");
        if (type is not (null or "PATH" or "MOUNT" or "BLOCK" or "RAW")
            || volume?.OptionalText("mode") is not (null or "RW"))
        {
            throw new RefusedException("a disk has a known source and can be written");
        }

        Fields? root = source?.Part("path", "root") ?? source?.Part("mount", "root");
        return new(
            persistence?.Text("id"),
            persistence?.OptionalText("principal"),
            volume?.OptionalText("container_path"),
            type,
            root?.OptionalText("root"),
            source?.OptionalText("id"),
            source?.OptionalText("profile"));
    }
}
