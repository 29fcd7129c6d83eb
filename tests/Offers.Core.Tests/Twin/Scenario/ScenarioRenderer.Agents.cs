using System.Text.Json.Nodes;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Agents and what they have.</summary>
internal sealed partial class ScenarioRenderer
{
    private const int MostAgents = 6;

    private void RenderAgents(StepKind kind, Choices choices)
    {
        switch (kind)
        {
            case StepKind.AddAgent:
                AddAgent(choices);
                break;
            case StepKind.UpdateAgent:
                UpdateAgent(choices);
                break;
            case StepKind.RemoveAgent:
                Say("remove_agent", new() { ["id"] = AgentId(choices) });
                break;
            case StepKind.ActivateAgent:
                Say("activate_agent", new() { ["id"] = AgentId(choices) });
                break;
            case StepKind.DeactivateAgent:
                Say("deactivate_agent", new() { ["id"] = AgentId(choices) });
                break;
            case StepKind.AddProvider:
                AddProvider(choices);
                break;
            case StepKind.Maintenance:
                JsonObject planned = new() { ["agent"] = AgentId(choices) };
                Put(planned, "start", !choices.OneIn(4), 60);
                Say("maintenance", planned);
                break;
            case StepKind.Whitelist:
                IReadOnlyList<string> hosts = choices.Some("s1", "s2", "h1", "h2", "s3", "s4");
                Say("whitelist", new() { ["hosts"] = choices.OneIn(2) ? List(hosts) : null });
                break;
            default:
                Say("recover_cluster", new() { ["expected_agents"] = choices.Below(6) });
                break;
        }
    }

    /// <summary>One that is there.</summary>
    private string AgentId(Choices choices)
    {
        List<string> ids = [.. Cell.Agents.Select(a => a.Id)];
        return ids.Count == 0 ? "s1" : ids[choices.Below(ids.Count)];
    }

    private void AddAgent(Choices choices)
    {
        bool isDuplicate = choices.OneIn(20);
        if (!isDuplicate && Cell.Agents.Count() == MostAgents)
        {
            return;
        }

        string? free = Enumerable.Range(1, MostAgents).Select(n => $"s{n}")
            .FirstOrDefault(id => Cell.Agents.All(a => a.Id != id) && _coming.Add(id));
        JsonObject agent = new()
        {
            ["id"] = isDuplicate || free is null ? AgentId(choices) : free,
            ["resources"] = ResourceWriter.Write(Room(choices)),
        };
        PutDetails(agent, choices);
        int domain = choices.Below(4);
        Put(agent, "domain", _hasRegions && choices.OneIn(2), Domain(domain));
        Put(agent, "unavailability_start", choices.OneIn(16), 30);
        JsonObject used = UsedBy(choices);
        Put(agent, "used", used.Count > 0, used);
        Say("add_agent", agent);
    }

    private void UpdateAgent(Choices choices)
    {
        string id = AgentId(choices);
        SlowAgent? present = Cell.Agents.FirstOrDefault(a => a.Id == id);
        JsonObject agent = new() { ["id"] = id };
        PutDetails(agent, choices);
        SlowResources more = Room(choices);
        SlowResources now = present?.Total ?? SlowResources.None;
        switch (choices.Below(4))
        {
            case 1:
                agent["resources"] = ResourceWriter.Write(Half(now));
                break;
            case 2:
                agent["resources"] = ResourceWriter.Write(
                    now.Plus(more.Where(i => i.IsPlain || i.IsRevocable)));
                break;
            case 3:
                agent["resources"] = ResourceWriter.Write(more);
                break;
            default:
                break;
        }

        Say("update_agent", agent);
    }

    private void AddProvider(Choices choices)
    {
        string type = choices.Of("MOUNT", "RAW", "BLOCK", "PATH");
        SlowIdentity disk = new("disk", SlowKind.Scalar)
        {
            Disk = new(null, null, null, type, null, type == "RAW" ? null : "d1", null),
            Provider = choices.Of("p1", "p2"),
        };
        JsonObject provider = new()
        {
            ["agent"] = AgentId(choices),
            ["resources"] = ResourceWriter.Write(SlowResources.Of(
                [new SlowItem(disk) { Amount = choices.Of(100, 10, 40) * 1000L }])),
        };
        JsonObject used = UsedBy(choices);
        Put(provider, "used", used.Count > 0, used);
        Say("add_provider", provider);
    }

    private static void PutDetails(JsonObject agent, Choices choices)
    {
        string attributes = choices.Of(
            "", "", "", "{}", "{\"rack\":\"r1\"}", "{\"rack\":\"r2\",\"n\":1}", "\"rack:r1;n:3\"",
            "\"rack:r3\"");
        Put(agent, "attributes", attributes.Length > 0,
            attributes.Length > 0 ? JsonNode.Parse(attributes)! : "");
        string host = choices.Of("", "", "", "h1", "h2");
        Put(agent, "hostname", host.Length > 0, host);
        if (choices.OneIn(8))
        {
            agent["capabilities"] =
                List(choices.Some("MULTI_ROLE", "HIERARCHICAL_ROLE", "RESERVATION_REFINEMENT"));
        }
    }

    /// <summary>Rarely something, sometimes of a framework that is not there yet.</summary>
    private static JsonObject UsedBy(Choices choices)
    {
        JsonObject used = [];
        if (choices.OneIn(8))
        {
            used[choices.Of("f1", "f2", "f3", "f6")] = new JsonObject
            {
                ["role"] = choices.Of(Roles),
                ["resources"] = choices.Of("cpus:0.5", "cpus:1;mem:64", "ports:[31000-31001]"),
            };
        }

        return used;
    }

    /// <summary>What an agent has.</summary>
    private static SlowResources Room(Choices choices)
    {
        List<SlowItem> items =
        [
            Scalar("cpus", choices.Of(1000, 2000, 4000, 8000, 500, 100, 3333, 0)),
            Scalar("mem", choices.Of(64_000, 128_000, 1_024_000, 512_000, 32_500, 0)),
            Scalar("disk", choices.Of(0, 100_000, 33_300)),
        ];
        if (choices.OneIn(2))
        {
            items.AddRange(Extras(choices));
        }

        return SlowResources.Of(items);
    }

    private static IEnumerable<SlowItem> Extras(Choices choices)
    {
        string role = choices.Of(Roles[..^1]);
        string principal = choices.Of("p", "q");
        SlowReservation reserved = new(true, role, principal, "");
        SlowReservation refined = new(true, role + "/r", principal, "");
        SlowItem[] extras =
        [
            Range("ports", 31_000, 31_010),
            Scalar("gpus", 1000),
            Scalar("cpus", 1000, i => i with { IsRevocable = true }),
            Scalar("cpus", 2000, i => i with { Stack = [new(false, role, null, "")] }),
            Scalar("mem", 64_000, i => i.Push(reserved)),
            Scalar("mem", 32_000, i => i.Push(reserved).Push(refined)),
            Range("ports", 32_000, 32_003, i => i.Push(reserved)),
            new(new SlowIdentity("zones", SlowKind.Set)) { Members = ["z1", "z2", "z3"] },
            Scalar("disk", 50_000, i => i with { Disk = Mount("m1") }),
            Scalar("disk", 20_000, i => i.Push(reserved) with { Disk = Volume("v1") }),
            Scalar("disk", 10_000,
                i => i.Push(reserved) with { Disk = Volume("v2"), IsShared = true }),
            Scalar("disk", 40_000, i => i.Push(reserved)),
        ];
        return [.. choices.Some(extras[..6]), .. choices.Some(extras[6..])];
    }

    private static SlowDisk Mount(string id) =>
        new(null, null, null, "MOUNT", "/" + id, null, null);

    private static SlowDisk Volume(string id) => new(id, null, "data", null, null, null, null);

    private static SlowItem Scalar(
        string name, long amount, Func<SlowIdentity, SlowIdentity>? mark = null)
    {
        SlowIdentity plain = new(name, SlowKind.Scalar);
        return new(mark?.Invoke(plain) ?? plain) { Amount = amount };
    }

    private static SlowItem Range(
        string name, long first, long last, Func<SlowIdentity, SlowIdentity>? mark = null)
    {
        SlowIdentity plain = new(name, SlowKind.Ranges);
        return new(mark?.Invoke(plain) ?? plain) { Ranges = [(first, last)] };
    }
}
