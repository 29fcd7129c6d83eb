using System.Text.Json;

namespace Offers;

/// <summary>The text form of what operators ask for and what hosts say.</summary>
internal static class OperatorText
{
    /// <summary>Reads such a command; null when the word is for something else.</summary>
    internal static ClusterCommand? Read(string op, FieldReader fields) => op switch
    {
        "set_quotas" => new SetQuotas(fields.Objects("quotas", ReadQuota))
        {
            Force = fields.Flag("force", false),
        },
        "set_weights" => new SetWeights(fields.Objects("weights", ReadWeight)),
        "set_hosts" => new SetHosts(ReadHosts(fields)),
        "operate_agent" => new OperateAgent(
            fields.Text("agent"), fields.Objects("operations", OperationText.Read))
        {
            Principal = fields.OptionalText("principal"),
        },
        "drain_agent" => new DrainAgent(fields.Text("agent"))
        {
            MaxGrace = fields.OptionalLength("max_grace"),
            MarkGone = fields.Flag("mark_gone", false),
        },
        "mark_agent_gone" => new MarkAgentGone(fields.Text("agent")),
        "set_agent_offering" => new SetAgentOffering(
            fields.Text("agent"), fields.RequiredFlag("offered")),
        "schedule_maintenance" => new ScheduleMaintenance(
            fields.Objects("windows", ReadWindow)),
        "start_maintenance" => new StartMaintenance(fields.Texts("hosts")),
        "end_maintenance" => new EndMaintenance(fields.Texts("hosts")),
        "rescind_offers" => new RescindOffers(fields.Offers("offers")),
        _ => ReadHost(op, fields),
    };

    /// <summary>Writes such a command; false for an unknown one.</summary>
    internal static bool Write(FieldWriter fields, ClusterCommand command)
    {
        switch (command)
        {
            case SetQuotas quotas:
                fields.Text("op", "set_quotas");
                fields.Objects("quotas", quotas.Quotas, WriteQuota);
                fields.FlagUnless("force", quotas.Force, false);
                return true;
            case SetWeights weights:
                fields.Text("op", "set_weights");
                fields.Objects("weights", weights.Weights, WriteWeight);
                return true;
            case SetHosts(null):
                fields.Text("op", "set_hosts");
                fields.Json.WriteNull("hosts");
                return true;
            case SetHosts { Hosts: ValueList<string> hosts }:
                fields.Text("op", "set_hosts");
                fields.Texts("hosts", hosts);
                return true;
            case RescindOffers rescind:
                fields.Text("op", "rescind_offers");
                fields.Offers("offers", rescind.Offers);
                return true;
            default:
                return WriteAgent(fields, command) || WriteMaintenance(fields, command)
                    || WriteHost(fields, command);
        }
    }

    private static ClusterCommand? ReadHost(string op, FieldReader fields) => op switch
    {
        "advance_time" => new AdvanceTime(),
        "disconnect_framework" => new DisconnectFramework(
            fields.Text("framework"), fields.Long("connection")),
        "expect_agents" => new ExpectAgents(fields.Texts("agents")),
        "restart_master" => new RestartMaster(fields.Int("incarnation")),
        _ => PreemptionText.Read(op, fields),
    };

    private static bool WriteHost(FieldWriter fields, ClusterCommand command)
    {
        switch (command)
        {
            case AdvanceTime:
                fields.Text("op", "advance_time");
                return true;
            case DisconnectFramework(string framework, long connection):
                fields.Text("op", "disconnect_framework");
                fields.Text("framework", framework);
                fields.Whole("connection", connection);
                return true;
            case ExpectAgents(ValueList<string> agents):
                fields.Text("op", "expect_agents");
                fields.Texts("agents", agents);
                return true;
            case RestartMaster(int incarnation):
                fields.Text("op", "restart_master");
                fields.Whole("incarnation", incarnation);
                return true;
            default:
                return PreemptionText.Write(fields, command);
        }
    }

    private static bool WriteAgent(FieldWriter fields, ClusterCommand command)
    {
        switch (command)
        {
            case OperateAgent operate:
                fields.Text("op", "operate_agent");
                fields.Text("agent", operate.Agent);
                fields.Objects("operations", operate.Operations, OperationText.Write);
                fields.OptionalText("principal", operate.Principal);
                return true;
            case DrainAgent drain:
                fields.Text("op", "drain_agent");
                fields.Text("agent", drain.Agent);
                fields.OptionalLength("max_grace", drain.MaxGrace);
                fields.FlagUnless("mark_gone", drain.MarkGone, false);
                return true;
            case MarkAgentGone(string agent):
                fields.Text("op", "mark_agent_gone");
                fields.Text("agent", agent);
                return true;
            case SetAgentOffering(string agent, bool isOffered):
                fields.Text("op", "set_agent_offering");
                fields.Text("agent", agent);
                fields.Flag("offered", isOffered);
                return true;
            default:
                return false;
        }
    }

    private static bool WriteMaintenance(FieldWriter fields, ClusterCommand command)
    {
        switch (command)
        {
            case ScheduleMaintenance(ValueList<MaintenanceWindow> windows):
                fields.Text("op", "schedule_maintenance");
                fields.Objects("windows", windows, WriteWindow);
                return true;
            case StartMaintenance(ValueList<string> hosts):
                fields.Text("op", "start_maintenance");
                fields.Texts("hosts", hosts);
                return true;
            case EndMaintenance(ValueList<string> hosts):
                fields.Text("op", "end_maintenance");
                fields.Texts("hosts", hosts);
                return true;
            default:
                return false;
        }
    }

    private static ValueList<string>? ReadHosts(FieldReader fields)
    {
        JsonElement hosts = fields.Take("hosts", "an array of host names, or null");
        return hosts.ValueKind == JsonValueKind.Null ? null : fields.Names("hosts");
    }

    private static UpdateQuota ReadQuota(FieldReader fields) => new(
        fields.Text("role"), fields.Quantities("guarantees") ?? default,
        fields.Limits("limits"));

    private static void WriteQuota(FieldWriter fields, UpdateQuota quota)
    {
        fields.Text("role", quota.Role);
        fields.QuantitiesUnlessNone("guarantees", quota.Guarantees);
        fields.LimitsUnlessNone("limits", quota.Limits);
    }

    private static RoleWeight ReadWeight(FieldReader fields) =>
        new(fields.Text("role"), fields.Thousandths("weight"));

    private static void WriteWeight(FieldWriter fields, RoleWeight weight)
    {
        fields.Text("role", weight.Role);
        fields.Thousandths("weight", weight.Weight);
    }

    internal static MaintenanceWindow ReadWindow(FieldReader fields) => new(
        fields.Texts("hosts"), fields.When("start"), fields.OptionalLength("length"));

    internal static void WriteWindow(FieldWriter fields, MaintenanceWindow window)
    {
        fields.Texts("hosts", window.Hosts);
        fields.When("start", window.Start);
        fields.OptionalLength("length", window.Length);
    }
}
