using System.Text.Json.Nodes;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Frameworks, weights and quota.</summary>
internal sealed partial class ScenarioRenderer
{
    private const int MostFrameworks = 6;

    private static readonly string[] Patterns =
    [
        """{"selector":{"attribute_name":"rack"},"predicate":{"text_equals":{"value":"r1"}}}""",
        """{"selector":{"attribute_name":"rack"},"predicate":{"not_exists":{}}}""",
        """{"selector":{"attribute_name":"n"},"predicate":{"exists":{}}}""",
        """{"selector":{"attribute_name":"n"},"predicate":{"text_not_equals":{"value":"3"}}}""",
        """{"selector":{"attribute_name":"rack"},"predicate":{"text_matches":{"regex":"r[12]"}}}""",
        """
        {"selector":{"pseudoattribute_type":"HOSTNAME"},
        "predicate":{"text_not_matches":{"regex":"h.*"}}}
        """,
        """
        {"selector":{"pseudoattribute_type":"REGION"},
        "predicate":{"text_equals":{"value":"r1"}}}
        """,
        """{"selector":{"pseudoattribute_type":"ZONE"},"predicate":{"exists":{}}}""",
    ];

    private void RenderFrameworks(StepKind kind, Choices choices)
    {
        switch (kind)
        {
            case StepKind.AddFramework:
                AddFramework(choices);
                break;
            case StepKind.UpdateFramework:
                JsonObject updated = new() { ["id"] = FrameworkOf(choices) };
                PutInfo(updated, choices);
                Say("update_framework", updated);
                break;
            case StepKind.RemoveFramework:
                Say("remove_framework", new() { ["id"] = FrameworkOf(choices) });
                break;
            case StepKind.ActivateFramework:
                Say("activate_framework", new() { ["id"] = FrameworkOf(choices) });
                break;
            case StepKind.DeactivateFramework:
                Say("deactivate_framework", new() { ["id"] = FrameworkOf(choices) });
                break;
            case StepKind.Suppress:
            case StepKind.Revive:
                string id = FrameworkOf(choices);
                SlowFramework? there = Cell.Frameworks.FirstOrDefault(f => f.Id == id);
                JsonObject roles = new() { ["framework"] = id };
                IReadOnlyList<string> some = choices.Some([.. there?.Info.Roles ?? ["a"]]);
                Put(roles, "roles", choices.OneIn(2), List(some));
                Say(kind == StepKind.Suppress ? "suppress" : "revive", roles);
                break;
            case StepKind.UpdateWeights:
                Say("update_weights", new()
                {
                    ["weights"] = new JsonObject
                    {
                        [choices.Of(Roles)] = choices.Of(2m, 0.5m, 3m, 1m, 10m, 0.001m, 1.5m),
                    },
                });
                break;
            default:
                UpdateQuota(choices);
                break;
        }
    }

    /// <summary>One that is there.</summary>
    private string FrameworkOf(Choices choices)
    {
        List<string> ids = [.. Cell.Frameworks.Select(f => f.Id)];
        return ids.Count == 0 ? "f1" : ids[choices.Below(ids.Count)];
    }

    private void AddFramework(Choices choices)
    {
        bool isDuplicate = choices.OneIn(20);
        if (!isDuplicate && Cell.Frameworks.Count() == MostFrameworks)
        {
            return;
        }

        string? free = Enumerable.Range(1, MostFrameworks).Select(n => $"f{n}")
            .FirstOrDefault(id => Cell.Frameworks.All(f => f.Id != id) && _coming.Add(id));
        JsonObject framework = new()
        {
            ["id"] = isDuplicate || free is null ? FrameworkOf(choices) : free,
        };
        PutInfo(framework, choices);
        Put(framework, "active", choices.OneIn(12), false);
        Say("add_framework", framework);
    }

    private static void PutInfo(JsonObject framework, Choices choices)
    {
        List<string> roles = [choices.Of(Roles)];
        roles.AddRange((choices.OneIn(2) ? choices.Some(Roles[..6]) : []).Except(roles));
        framework["roles"] = List(roles);
        IReadOnlyList<string> suppressed = choices.OneIn(6) ? choices.Some([.. roles]) : [];
        Put(framework, "suppressed", suppressed.Count > 0, List(suppressed));
        IReadOnlyList<string> capabilities = choices.Some(
            "REVOCABLE_RESOURCES", "GPU_RESOURCES", "SHARED_RESOURCES", "RESERVATION_REFINEMENT",
            "REGION_AWARE");
        Put(framework, "capabilities", capabilities.Count > 0, List(capabilities));
        Put(framework, "multi_role", roles.Count == 1 && choices.OneIn(10), false);
        IReadOnlyList<string> sizes = choices.Of<IReadOnlyList<string>>(
            ["cpus:1"], [], ["ports:5", "mem:512"], ["zones:2;cpus:0.1"], ["disk:10"]);
        Put(framework, "min_allocatable", choices.OneIn(8), new JsonObject
        {
            [roles[0]] = List(sizes),
        });
        Put(framework, "offer_constraints", choices.OneIn(6), Constraints(roles[^1], choices));
    }

    private static JsonObject Constraints(string role, Choices choices)
    {
        JsonArray groups = [Group(choices)];
        if (choices.OneIn(3))
        {
            groups.Add(Group(choices));
        }

        return new()
        {
            ["role_constraints"] = new JsonObject
            {
                [role] = new JsonObject { ["groups"] = groups },
            },
        };
    }

    private static JsonNode Group(Choices choices)
    {
        JsonArray constraints = [JsonNode.Parse(choices.Of(Patterns))];
        if (choices.OneIn(3))
        {
            constraints.Add(JsonNode.Parse(choices.Of(Patterns)));
        }

        return new JsonObject { ["attribute_constraints"] = constraints };
    }

    private void UpdateQuota(Choices choices)
    {
        string role = choices.Of(_isHierarchical ? Roles : ["a", "b", "c", "*"]);
        JsonObject quota = new() { ["role"] = role };
        decimal cpus = choices.Of(1m, 2m, 0.5m, 4m, 0m);
        decimal mem = choices.Of(0m, 64m, 512m);
        JsonObject guarantees = [];
        JsonObject limits = [];
        bool hasGuarantee = !choices.OneIn(3);
        Put(guarantees, "cpus", hasGuarantee && cpus > 0, cpus);
        Put(guarantees, "mem", hasGuarantee && mem > 0, mem);
        bool hasLimit = choices.OneIn(2);
        Put(limits, "cpus", hasLimit, cpus + choices.Of(0m, 1m, 0.75m));
        Put(limits, "mem", hasLimit && choices.OneIn(2), mem + choices.Of(0m, 64m));
        Put(limits, "disk", hasLimit && choices.OneIn(4), choices.Of(0m, 30m));
        Put(quota, "guarantees", guarantees.Count > 0, guarantees);
        Put(quota, "limits", limits.Count > 0, limits);
        Say("update_quota", quota);
    }
}
