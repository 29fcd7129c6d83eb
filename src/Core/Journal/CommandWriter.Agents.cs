using System.Text.Json;

namespace Offers;

public sealed partial class CommandWriter
{
    /// <summary>Writes a command of this sort; false for another.</summary>
    private static bool WriteAgent(Utf8JsonWriter writer, Command command)
    {
        switch (command)
        {
            case AddAgent add:
                WriteAdded(writer, add);
                return true;
            case UpdateAgent update:
                WriteUpdated(writer, update);
                return true;
            case RemoveAgent(string id):
                writer.WriteString("id", id);
                return true;
            case ActivateAgent(string id):
                writer.WriteString("id", id);
                return true;
            case DeactivateAgent(string id):
                writer.WriteString("id", id);
                return true;
            case SetWhitelist(null):
                writer.WriteNull("hosts");
                return true;
            case SetWhitelist { Hosts: ValueList<string> hosts }:
                WriteNames(writer, "hosts", hosts);
                return true;
            case SetMaintenance(string agent, var start):
                writer.WriteString("agent", agent);
                WriteDuration(writer, "start", start);
                return true;
            case AddProvider provider:
                writer.WriteString("agent", provider.Agent);
                WriteResources(writer, provider.Resources);
                WriteUsed(writer, provider.Used);
                return true;
            default:
                return false;
        }
    }

    private static void WriteAdded(Utf8JsonWriter writer, AddAgent agent)
    {
        writer.WriteString("id", agent.Id);
        WriteResources(writer, agent.Resources);
        if (agent.Attributes.Count > 0)
        {
            WriteAttributes(writer, agent.Attributes);
        }

        WriteOptional(writer, "hostname", agent.Hostname);
        if (agent.Capabilities != AgentCapabilities.All)
        {
            WriteCapabilities(writer, agent.Capabilities, CapabilityNames.OfAgents);
        }

        WriteDomain(writer, agent.Domain);
        WriteUsed(writer, agent.Used);
        WriteDuration(writer, "unavailability_start", agent.UnavailabilityStart);
    }

    private static void WriteUpdated(Utf8JsonWriter writer, UpdateAgent agent)
    {
        writer.WriteString("id", agent.Id);
        if (agent.Resources is not null)
        {
            WriteResources(writer, agent.Resources);
        }

        if (agent.Attributes is not null)
        {
            WriteAttributes(writer, agent.Attributes);
        }

        WriteOptional(writer, "hostname", agent.Hostname);
        if (agent.Capabilities is AgentCapabilities capabilities)
        {
            WriteCapabilities(writer, capabilities, CapabilityNames.OfAgents);
        }
    }

    internal static void WriteAttributes(Utf8JsonWriter writer, AgentAttributes attributes)
    {
        writer.WritePropertyName("attributes");
        attributes.WriteJson(writer);
    }
}
