namespace Offers;

/// <summary>The text form of what frameworks and agents say of themselves.</summary>
internal static class ProfileText
{
    internal static FrameworkProfile ReadFramework(FieldReader fields) =>
        new(fields.Text("id"), ReadDescription(fields))
        {
            Principal = fields.OptionalText("principal"),
            User = fields.OptionalText("user"),
            Checkpoint = fields.Flag("checkpoint", true),
            FailoverTimeout = fields.LengthOr("failover_timeout", default),
        };

    internal static void WriteFramework(FieldWriter fields, FrameworkProfile profile)
    {
        fields.Text("id", profile.Id);
        CommandWriter.WriteDescription(fields.Json, profile.Description, fields.Schema);
        fields.OptionalText("principal", profile.Principal);
        fields.OptionalText("user", profile.User);
        fields.FlagUnless("checkpoint", profile.Checkpoint, true);
        fields.LengthUnless("failover_timeout", profile.FailoverTimeout, default);
    }

    internal static AgentProfile ReadAgent(FieldReader fields) =>
        new(fields.Text("id"), fields.Resources("resources"))
        {
            Hostname = fields.OptionalText("hostname"),
            Attributes = CommandReader.Attributes(fields) ?? AgentAttributes.Empty,
            Capabilities = CommandReader.AgentCapabilitiesIn(fields) ?? AgentCapabilities.All,
            Domain = ReadDomain(fields),
            Version = fields.IntOr("version", 1),
            ResourceVersion = fields.LongOr("resource_version", 0),
        };

    internal static void WriteAgent(FieldWriter fields, AgentProfile profile)
    {
        fields.Text("id", profile.Id);
        fields.Resources("resources", profile.Resources);
        fields.OptionalText("hostname", profile.Hostname);
        WriteAttributes(fields, profile.Attributes);
        if (profile.Capabilities != AgentCapabilities.All)
        {
            CommandWriter.WriteCapabilities(
                fields.Json, profile.Capabilities, CapabilityNames.OfAgents);
        }

        CommandWriter.WriteDomain(fields.Json, profile.Domain);
        fields.WholeUnless("version", profile.Version, 1);
        fields.WholeUnless("resource_version", profile.ResourceVersion, 0);
    }

    /// <summary>Takes where a machine stands; null when it is missing.</summary>
    internal static Domain? ReadDomain(FieldReader fields) =>
        fields.OptionalObject("domain", static inner =>
            new Domain(inner.Text("region"), inner.Text("zone")));

    internal static void WriteAttributes(FieldWriter fields, AgentAttributes attributes)
    {
        if (attributes.Count > 0)
        {
            CommandWriter.WriteAttributes(fields.Json, attributes);
        }
    }

    /// <summary>As <c>add_framework</c> has it, but any text is a role.</summary>
    private static FrameworkDescription ReadDescription(FieldReader fields) => new()
    {
        Roles = fields.Texts("roles"),
        Suppressed = fields.Names("suppressed"),
        Capabilities = CommandReader.FrameworkCapabilitiesIn(fields),
        Minimums = CommandReader.Minimums(fields, static (role, _) => role),
        Constraints = CommandReader.Constraints(fields),
    };
}
