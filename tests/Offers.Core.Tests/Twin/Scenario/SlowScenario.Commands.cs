using System.Text.Json;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What each line says.</summary>
internal sealed partial class SlowScenario
{
    private static readonly string[] FrameworkFields =
    [
        "op", "id", "roles", "suppressed", "capabilities", "multi_role", "active",
        "min_allocatable", "offer_constraints",
    ];

    private static readonly string[] HolderFields =
        ["op", "framework", "agent", "role", "resources", "refuse_seconds", "allocated"];

    /// <summary>What is to be done after the run, if anything.</summary>
    private Action? Apply(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException("a command is an object");
        }

        string operation = json.TryGetProperty("op", out JsonElement op)
            && op.ValueKind == JsonValueKind.String
            ? op.GetString()!
            : throw new RefusedException("'op' is missing");
        switch (operation)
        {
            case "settle":
                _ = new Fields(json, "op");
                return null;
            case "dump":
                _ = new Fields(json, "op");
                return Dump;
            case "invariants":
                _ = new Fields(json, "op");
                return CheckInvariants;
            case "advance":
                Fields fields = new(json, "op", "seconds");
                long ticks = fields.Ticks("seconds") ?? _cell.Options.Interval;
                return ticks >= 0 ? () => Advance(ticks)
                    : throw new RefusedException("time does not go back");
            default:
                if (!ApplyToFrameworks(operation, json) && !ApplyToAgents(operation, json)
                    && !ApplyToOffers(operation, json) && !ApplyToAll(operation, json))
                {
                    throw new RefusedException($"unknown operation '{operation}'");
                }

                return null;
        }
    }

    private bool ApplyToFrameworks(string operation, JsonElement json)
    {
        switch (operation)
        {
            case "add_framework":
                Fields added = new(json, FrameworkFields);
                _cell.AddFramework(added.Text("id"), Info(added), added.Flag("active", true));
                return true;
            case "update_framework":
                Fields updated = new(json, FrameworkFields);
                _cell.UpdateFramework(updated.Text("id"), Info(updated));
                return true;
            case "remove_framework":
                _cell.RemoveFramework(Id(json));
                return true;
            case "activate_framework":
                _cell.ActivateFramework(Id(json));
                return true;
            case "deactivate_framework":
                _cell.DeactivateFramework(Id(json));
                return true;
            case "suppress":
                Fields suppressed = new(json, "op", "framework", "roles");
                _cell.Suppress(suppressed.Text("framework"), suppressed.Texts("roles"));
                return true;
            case "revive":
                Fields revived = new(json, "op", "framework", "roles");
                _cell.Revive(revived.Text("framework"), revived.Texts("roles"));
                return true;
            default:
                return false;
        }
    }

    private bool ApplyToAgents(string operation, JsonElement json)
    {
        switch (operation)
        {
            case "add_agent":
                Fields added = new(json, "op", "id", "resources", "attributes", "hostname",
                    "capabilities", "domain", "used", "unavailability_start");
                SlowAgentInfo info = AgentInfo(added) with
                {
                    Domain = Domain(added),
                    IsUnavailable = added.Ticks("unavailability_start") is not null,
                };
                _ = added["resources"];
                _cell.AddAgent(added.Text("id"), info, Used(added));
                return true;
            case "add_provider":
                Fields provider = new(json, "op", "agent", "resources", "used");
                _cell.AddProvider(provider.Text("agent"),
                    SlowResourceJson.Resources(provider["resources"]), Used(provider));
                return true;
            case "update_agent":
                Fields updated = new(json, "op", "id", "resources", "attributes", "hostname",
                    "capabilities");
                _cell.UpdateAgent(updated.Text("id"), AgentInfo(updated));
                return true;
            case "remove_agent":
                _cell.RemoveAgent(Id(json));
                return true;
            case "activate_agent":
            case "deactivate_agent":
                _cell.SetActivated(Id(json), operation == "activate_agent");
                return true;
            case "maintenance":
                Fields planned = new(json, "op", "agent", "start");
                _cell.SetMaintenance(
                    planned.Text("agent"), planned.Ticks("start") is not null);
                return true;
            default:
                return false;
        }
    }

    private bool ApplyToOffers(string operation, JsonElement json)
    {
        switch (operation)
        {
            case "recover":
            case "decline":
                Fields given = new(json, HolderFields);
                _cell.Recover(Place(given), Part(given), given.Ticks("refuse_seconds"),
                    given.Flag("allocated", false));
                return true;
            case "accept":
                Fields taken = new(json, HolderFields[..^1]);
                _cell.Accept(Place(taken), SlowResourceJson.Resources(taken["resources"]),
                    taken.Ticks("refuse_seconds"));
                return true;
            case "convert":
                Fields converted = new(json, "op", "framework", "agent", "role", "conversions",
                    "allocated");
                _cell.Convert(Place(converted), Conversions(converted),
                    converted.Flag("allocated", false));
                return true;
            case "convert_free":
                Fields free = new(json, "op", "agent", "conversions");
                PrintResult(operation, _cell.ConvertFree(free.Text("agent"), Conversions(free)));
                return true;
            case "add_reservation":
            case "remove_reservation":
                Reserve(operation, new(json, "op", "agent", "role", "resources", "principal"));
                return true;
            case "update_inverse_offer":
                Fields answer = new(json, "op", "framework", "agent", "status", "refuse_seconds");
                _ = answer.Text("status", "ACCEPT") is "ACCEPT" or "DECLINE" ? true
                    : throw new RefusedException("status is ACCEPT or DECLINE");
                _cell.AnswerInverseOffer(answer.Text("framework"), answer.Text("agent"),
                    answer.Ticks("refuse_seconds"));
                return true;
            default:
                return false;
        }
    }

    private bool ApplyToAll(string operation, JsonElement json)
    {
        switch (operation)
        {
            case "init":
                Begin(json);
                return true;
            case "whitelist":
                Fields list = new(json, "op", "hosts");
                _cell.SetWhitelist(list["hosts"].ValueKind == JsonValueKind.Null
                    ? null
                    : list.Texts("hosts").ToHashSet());
                return true;
            case "update_weights":
                _cell.UpdateWeights([.. new Fields(json, "op", "weights").Members("weights")
                    .Select(Weight)]);
                return true;
            case "update_quota":
                Fields quota = new(json, "op", "role", "guarantees", "limits");
                _cell.UpdateQuota(SlowRole.Checked(quota.Text("role")), new(
                    SlowQuantities.Of(Amounts(quota, "guarantees")),
                    SlowQuantities.LimitsOf(Amounts(quota, "limits"))));
                return true;
            case "pause":
                _ = new Fields(json, "op");
                _cell.Pause();
                return true;
            case "resume":
                _ = new Fields(json, "op");
                _cell.Resume();
                return true;
            case "recover_cluster":
                decimal agents = new Fields(json, "op", "expected_agents")
                    .Number("expected_agents");
                _cell.RecoverCluster(agents >= 0 && agents == decimal.Truncate(agents)
                    ? (long)agents
                    : throw new RefusedException("a number of agents is whole"));
                return true;
            default:
                return false;
        }
    }

    /// <summary>One more entry on the reservations of what is free, or one less.</summary>
    private void Reserve(string operation, Fields fields)
    {
        string role = SlowRole.Checked(fields.Text("role"));
        if (role == "*")
        {
            throw new RefusedException("'*' cannot be reserved");
        }

        SlowReservation entry = new(true, role, fields.OptionalText("principal"), "");
        SlowResources plain = SlowResourceJson.Resources(fields["resources"]);
        SlowResources pushed = plain.Change(i => i.Push(entry));
        SlowConversion conversion = operation == "add_reservation"
            ? new(plain, pushed)
            : new(pushed, plain);
        PrintResult(operation, _cell.ConvertFree(fields.Text("agent"), [conversion]));
    }
}
