using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

public sealed partial class CommandWriter
{
    /// <summary>Writes a command of this sort; false for another.</summary>
    private bool WriteFramework(Utf8JsonWriter writer, Command command)
    {
        switch (command)
        {
            case AddFramework add:
                writer.WriteString("id", add.Id);
                WriteDescription(writer, add.Description, _schema);
                WriteFlag(writer, "active", add.IsActive, true);
                return true;
            case UpdateFramework update:
                writer.WriteString("id", update.Id);
                WriteDescription(writer, update.Description, _schema);
                return true;
            case RemoveFramework(string id):
                writer.WriteString("id", id);
                return true;
            case ActivateFramework(string id):
                writer.WriteString("id", id);
                return true;
            case DeactivateFramework(string id):
                writer.WriteString("id", id);
                return true;
            case Suppress suppress:
                writer.WriteString("framework", suppress.Framework);
                WriteNames(writer, "roles", suppress.Roles);
                return true;
            case Revive revive:
                writer.WriteString("framework", revive.Framework);
                WriteNames(writer, "roles", revive.Roles);
                return true;
            case UpdateWeights update:
                WriteWeights(writer, update.Weights);
                return true;
            case UpdateQuota quota:
                writer.WriteString("role", quota.Role);
                writer.WriteString("guarantees", ResourceText.Format(quota.Guarantees, _schema));
                writer.WriteString("limits", ResourceText.Format(quota.Limits, _schema));
                return true;
            default:
                return false;
        }
    }

    internal static void WriteDescription(
        Utf8JsonWriter writer, FrameworkDescription description, ResourceSchema schema)
    {
        WriteNames(writer, "roles", description.Roles);
        if (description.Suppressed.Count > 0)
        {
            WriteNames(writer, "suppressed", description.Suppressed);
        }

        const FrameworkCapabilities MultiRole = FrameworkCapabilities.MultiRole;
        if ((description.Capabilities & ~MultiRole) != FrameworkCapabilities.None)
        {
            WriteCapabilities(
                writer, description.Capabilities & ~MultiRole, CapabilityNames.OfFrameworks);
        }

        WriteFlag(writer, "multi_role", description.Capabilities.HasFlag(MultiRole), true);
        if (description.Minimums.Count > 0)
        {
            WriteMinimums(writer, description.Minimums, schema);
        }

        if (description.Constraints is not null)
        {
            writer.WritePropertyName("offer_constraints");
            description.Constraints.WriteJson(writer);
        }
    }

    /// <summary>Of a role that stands twice the first counts, and only that is written.</summary>
    private static void WriteMinimums(
        Utf8JsonWriter writer, ValueList<RoleMinimum> minimums, ResourceSchema schema)
    {
        List<string> written = [];
        writer.WriteStartObject("min_allocatable");
        foreach (RoleMinimum minimum in minimums.AsSpan())
        {
            if (!written.Contains(minimum.Role))
            {
                InitWriter.WriteAnyOf(writer, minimum.Role, minimum.AnyOf, schema);
                written.Add(minimum.Role);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteWeights(Utf8JsonWriter writer, ValueList<RoleWeight> weights)
    {
        writer.WriteStartObject("weights");
        foreach ((string role, long weight) in weights.AsSpan())
        {
            JsonText.WriteCount(writer, role, weight, FieldNumbers.AmountDecimals);
        }

        writer.WriteEndObject();
    }
}
