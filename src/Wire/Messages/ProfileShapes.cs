namespace Offers.Wire;

/// <summary>How frameworks and agents stand in messages.</summary>
internal static class ProfileShapes
{
    internal static readonly Shape<RoleMinimum> Minimum = new(
        "minimum", ["role", "any_of"],
        static (ref FieldWriter fields, RoleMinimum minimum) =>
        {
            fields.Text(1, minimum.Role);
            fields.QuantitiesList(2, minimum.AnyOf);
        },
        static (ref FieldMap fields) =>
            new RoleMinimum(fields.Text(1), fields.QuantitiesList(2)));

    internal static readonly Shape<Domain> Place = new(
        "domain", ["region", "zone"],
        static (ref FieldWriter fields, Domain domain) =>
        {
            fields.Text(1, domain.Region);
            fields.Text(2, domain.Zone);
        },
        static (ref FieldMap fields) => new Domain(fields.Text(1), fields.Text(2)));

    internal static readonly Shape<FrameworkProfile> Framework = new(
        "framework",
        [
            "id", "roles", "suppressed", "capabilities", "minimums", "constraints", "principal",
            "user", "checkpoint", "failover_timeout",
        ],
        static (ref FieldWriter fields, FrameworkProfile profile) =>
        {
            FrameworkDescription description = profile.Description;
            fields.Text(1, profile.Id);
            fields.Texts(2, description.Roles);
            fields.TextsOrNone(3, description.Suppressed);
            fields.WordUnless(4, description.Capabilities, FrameworkCapabilities.MultiRole);
            fields.ObjectsOrNone(5, description.Minimums, Minimum!);
            fields.OptionalConstraints(6, description.Constraints);
            fields.OptionalText(7, profile.Principal);
            fields.OptionalText(8, profile.User);
            fields.FlagUnless(9, profile.Checkpoint, true);
            fields.LengthUnless(10, profile.FailoverTimeout, default);
        },
        static (ref FieldMap fields) => new FrameworkProfile(
            fields.Text(1),
            new FrameworkDescription
            {
                Roles = fields.Texts(2),
                Suppressed = fields.TextsOrNone(3),
                Capabilities = fields.FlagsOr(4, FrameworkCapabilities.MultiRole),
                Minimums = fields.ObjectsOrNone(5, Minimum!),
                Constraints = fields.OptionalConstraints(6),
            })
        {
            Principal = fields.OptionalText(7),
            User = fields.OptionalText(8),
            Checkpoint = fields.FlagOr(9, true),
            FailoverTimeout = fields.LengthOr(10, default),
        });

    internal static readonly Shape<AgentProfile> Agent = new(
        "agent",
        [
            "id", "resources", "hostname", "attributes", "capabilities", "domain", "version",
            "resource_version",
        ],
        static (ref FieldWriter fields, AgentProfile profile) =>
        {
            fields.Text(1, profile.Id);
            fields.Resources(2, profile.Resources);
            fields.OptionalText(3, profile.Hostname);
            fields.AttributesOrNone(4, profile.Attributes);
            fields.WordUnless(5, profile.Capabilities, AgentCapabilities.All);
            fields.OptionalObject(6, profile.Domain, Place!);
            fields.WholeUnless(7, profile.Version, 1);
            fields.WholeUnless(8, profile.ResourceVersion, 0);
        },
        static (ref FieldMap fields) => new AgentProfile(fields.Text(1), fields.Resources(2))
        {
            Hostname = fields.OptionalText(3),
            Attributes = fields.AttributesOrNone(4),
            Capabilities = fields.FlagsOr(5, AgentCapabilities.All),
            Domain = fields.OptionalObject(6, Place!),
            Version = fields.IntOr(7, 1),
            ResourceVersion = fields.WholeOr(8, 0),
        });
}
