using System.Text.Json.Nodes;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Writes resources for scenarios: as text where that can say it, else as JSON.</summary>
internal static class ResourceWriter
{
    public static JsonNode Write(SlowResources resources)
    {
        bool isText = resources.Items.All(i =>
            i.Identity.Stack.Count <= 1 && i.Identity.Stack.All(r => !r.IsDynamic)
            && i.Identity.Disk is null && i.Identity.Provider is null && !i.Identity.IsShared);
        return isText
            ? JsonValue.Create(resources.ToString())
            : new JsonArray([.. resources.Items.Select(Write)]);
    }

    private static JsonObject Write(SlowItem item)
    {
        SlowIdentity identity = item.Identity;
        JsonObject json = new() { ["name"] = identity.Name };
        WriteValue(json, item);
        if (item.Copies > 1)
        {
            json["copies"] = item.Copies;
        }

        if (identity.Stack.Count > 0)
        {
            json["reservations"] = new JsonArray([.. identity.Stack.Select(Write)]);
        }

        if (identity.Disk is not null)
        {
            json["disk"] = Write(identity.Disk);
        }

        if (identity.IsRevocable)
        {
            json["revocable"] = new JsonObject();
        }

        if (identity.IsShared)
        {
            json["shared"] = new JsonObject();
        }

        if (identity.Provider is not null)
        {
            json["provider_id"] = new JsonObject { ["value"] = identity.Provider };
        }

        return json;
    }

    private static void WriteValue(JsonObject json, SlowItem item)
    {
        switch (item.Identity.Kind)
        {
            case SlowKind.Scalar:
                json["type"] = "SCALAR";
                json["scalar"] = new JsonObject { ["value"] = item.Amount / 1000m };
                break;
            case SlowKind.Ranges:
                json["type"] = "RANGES";
                json["ranges"] = new JsonObject
                {
                    ["range"] = new JsonArray([.. item.Ranges.Select(r => new JsonObject
                    {
                        ["begin"] = r.First,
                        ["end"] = r.Last,
                    })]),
                };
                break;
            default:
                json["type"] = "SET";
                json["set"] = new JsonObject
                {
                    ["item"] = new JsonArray([.. item.Members.Select(m => JsonValue.Create(m))]),
                };
                break;
        }
    }

    private static JsonObject Write(SlowReservation entry)
    {
        JsonObject json = new()
        {
            ["type"] = entry.IsDynamic ? "DYNAMIC" : "STATIC",
            ["role"] = entry.Role,
        };
        if (entry.Principal is not null)
        {
            json["principal"] = entry.Principal;
        }

        return json;
    }

    private static JsonObject Write(SlowDisk disk)
    {
        JsonObject json = [];
        if (disk.PersistenceId is not null)
        {
            json["persistence"] = new JsonObject { ["id"] = disk.PersistenceId };
            json["volume"] = new JsonObject { ["container_path"] = disk.ContainerPath ?? "data" };
        }

        if (disk.SourceType is not null)
        {
            JsonObject source = new() { ["type"] = disk.SourceType };
            if (disk.Root is not null)
            {
                source[disk.SourceType == "PATH" ? "path" : "mount"] =
                    new JsonObject { ["root"] = disk.Root };
            }

            if (disk.SourceId is not null)
            {
                source["id"] = disk.SourceId;
            }

            json["source"] = source;
        }

        return json;
    }
}
