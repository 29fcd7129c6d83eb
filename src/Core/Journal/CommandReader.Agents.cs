using System;
using System.Text.Json;

namespace Offers;

public sealed partial class CommandReader
{
    private static AddAgent AddAgent(FieldReader fields) =>
        new(fields.Name("id"), fields.Resources("resources"))
        {
            Attributes = Attributes(fields) ?? AgentAttributes.Empty,
            Hostname = fields.OptionalName("hostname"),
            Capabilities = AgentCapabilitiesIn(fields) ?? AgentCapabilities.All,
            Domain = InitFields.Domain(fields),
            Used = fields.Used("used"),
            UnavailabilityStart = fields.Duration("unavailability_start"),
        };

    private static UpdateAgent UpdateAgent(FieldReader fields) => new(fields.Name("id"))
    {
        Resources = fields.OptionalResources("resources"),
        Attributes = Attributes(fields),
        Hostname = fields.OptionalName("hostname"),
        Capabilities = AgentCapabilitiesIn(fields),
    };

    private static SetWhitelist SetWhitelist(FieldReader fields)
    {
        JsonElement hosts = fields.Take("hosts", "an array of host names, or null");
        return new SetWhitelist(
            hosts.ValueKind == JsonValueKind.Null ? null : fields.Names("hosts"));
    }

    private static ConvertFree Reservation(FieldReader fields, bool isAdded)
    {
        string agent = fields.Name("agent");
        string role = fields.Role("role");
        if (string.Equals(role, RoleName.Default, StringComparison.Ordinal))
        {
            throw new FormatException($"role: found '{role}', expected one to reserve for");
        }

        ResourceSet free = fields.Resources("resources");
        Reservation reservation =
            new(ReservationType.Dynamic, role, fields.OptionalName("principal"));
        try
        {
            ResourceSet reserved = free.Reserve(reservation);
            return new ConvertFree(agent,
                [isAdded ? new Conversion(free, reserved) : new Conversion(reserved, free)]);
        }
        catch (Exception bad) when (bad is ArgumentException or FormatException)
        {
            throw new FormatException($"resources: {bad.Message}", bad);
        }
    }

    internal static AgentAttributes? Attributes(FieldReader fields) =>
        fields.TryTake("attributes", out JsonElement value)
            ? AgentAttributes.FromJson(value)
            : null;

    internal static AgentCapabilities? AgentCapabilitiesIn(FieldReader fields)
    {
        if (!fields.TryTake("capabilities", out JsonElement value))
        {
            return null;
        }

        AgentCapabilities all = AgentCapabilities.None;
        foreach (AgentCapabilities one in fields.List(
            value, fields.At("capabilities"), "an array of capabilities",
            static (item, where, _) =>
                FieldReader.WordIn(item, where, CapabilityNames.OfAgents)))
        {
            all |= one;
        }

        return all;
    }
}
