using System.Globalization;
using System.Text.Json;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What the fields of lines say.</summary>
internal sealed partial class SlowScenario
{
    private void Begin(JsonElement json)
    {
        if (_hasBegun)
        {
            throw new RefusedException("init comes first");
        }

        Fields fields = new(json, "op", "interval", "min_allocatable", "fairness_exclude",
            "filter_gpu", "domain", "agent_order", "sorter", "mode", "options",
            "recovery_factor", "recovery_timeout");
        SlowOptions defaults = new();
        SlowOptions options = Switched(fields) with
        {
            Interval = fields.Ticks("interval") ?? defaults.Interval,
            MinimumSizes = fields.Has("min_allocatable")
                ? Sizes(fields.Texts("min_allocatable"))
                : defaults.MinimumSizes,
            FairnessExcluded = fields.Texts("fairness_exclude").ToHashSet(),
            FilterGpuAgents = fields.Flag("filter_gpu", true),
            Domain = Domain(fields),
            AgentOrder = OneOf(fields, "agent_order", "id", "id_desc", "added"),
            IsHierarchical = OneOf(fields, "mode", "mesos", "default") == "default",
            RecoveryFactor = fields.Has("recovery_factor")
                ? fields.Number("recovery_factor")
                : defaults.RecoveryFactor,
            RecoveryTimeout = fields.Ticks("recovery_timeout") ?? defaults.RecoveryTimeout,
        };
        _ = OneOf(fields, "sorter", "drf");
        _cell = options.Interval > 0
            ? new(options)
            : throw new RefusedException("an interval is positive");
        _nextBatch = options.Interval;
    }

    private static SlowOptions Switched(Fields init)
    {
        Fields? fields = init.Part("options", "allocate_on_return", "hoard_limit",
            "starvation_guard", "minimum_shape", "placement_order");
        if (fields is null)
        {
            return new();
        }

        SlowOptions options = new()
        {
            AllocateOnReturn = fields.Flag("allocate_on_return", false),
            HoardLimit = fields.Has("hoard_limit") ? fields.Number("hoard_limit") : null,
            StarvationGuard = fields.Ticks("starvation_guard"),
            MinimumShape = fields.Has("minimum_shape")
                ? SlowQuantities.Of(Amounts(fields, "minimum_shape"))
                : null,
            PlacementOrder = OneOf(fields, "placement_order", "seed", "best_fit", "spread"),
        };
        return options.HoardLimit is <= 0 or > 1 || options.StarvationGuard <= 0
            || options.MinimumShape?.IsEmpty == true
            ? throw new RefusedException("an option is out of range")
            : options;
    }

    private static string OneOf(Fields fields, string name, params string[] values)
    {
        string value = fields.Text(name, values[0]);
        return values.Contains(value) ? value
            : throw new RefusedException($"'{value}' is no {name}");
    }

    private static string Id(JsonElement json) => new Fields(json, "op", "id").Text("id");

    private static SlowFrameworkInfo Info(Fields fields)
    {
        IReadOnlyList<string> roles = [.. fields.Texts("roles").Select(SlowRole.Checked)];
        IReadOnlyList<string> suppressed = fields.Texts("suppressed");
        if (!fields.Has("roles") || roles.Distinct().Count() != roles.Count)
        {
            throw new RefusedException("roles are a list without repetitions");
        }

        if (suppressed.Except(roles).Any())
        {
            throw new RefusedException("suppressed roles are subscribed, too");
        }

        HashSet<string> capabilities = [.. fields.Texts("capabilities")];
        if (fields.Flag("multi_role", true))
        {
            capabilities.Add("MULTI_ROLE");
        }

        return new()
        {
            Roles = roles,
            Suppressed = suppressed,
            Capabilities = capabilities,
            MinimumSizes = fields.Members("min_allocatable")
                .ToDictionary(m => SlowRole.Checked(m.Name), m => Sizes(new Fields(
                    m.Value.ValueKind == JsonValueKind.Array ? Wrapped(m.Value) : m.Value, "list")
                    .Texts("list"))),
            Constraints = fields.Has("offer_constraints")
                ? SlowConstraints.Read(fields["offer_constraints"])
                : SlowConstraints.None,
        };
    }

    private static JsonElement Wrapped(JsonElement list) =>
        JsonDocument.Parse($"{{\"list\":{list.GetRawText()}}}").RootElement;

    private static IReadOnlyList<SlowQuantities> Sizes(IReadOnlyList<string> texts) =>
        [.. texts.Select(t => SlowQuantities.Of(SlowResourceText.Amounts(t)))];

    private static IEnumerable<(string Name, long Amount)> Amounts(Fields fields, string name) =>
        fields.Has(name) ? SlowResourceJson.Amounts(fields[name]) : [];

    private static (string Role, long Weight) Weight(JsonProperty json)
    {
        long weight = SlowResourceText.Thousandths(json.Value.GetRawText());
        return weight > 0
            ? (SlowRole.Checked(json.Name), weight)
            : throw new RefusedException("a weight is positive");
    }

    private static SlowDomain? Domain(Fields fields) =>
        fields.Part("domain", "region", "zone") is Fields domain
            ? new(domain.Text("region"), domain.Text("zone"))
            : null;

    private static SlowAgentInfo AgentInfo(Fields fields) => new()
    {
        Resources = fields.Has("resources")
            ? SlowResourceJson.Resources(fields["resources"])
            : null,
        Hostname = fields.OptionalText("hostname"),
        Attributes = fields.Has("attributes") ? Attributes(fields["attributes"]) : null,
        Capabilities = fields.Has("capabilities")
            ? fields.Texts("capabilities").ToHashSet()
            : null,
    };

    private static IReadOnlyList<SlowAttribute> Attributes(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => [.. json.EnumerateObject().Select(m => new SlowAttribute(
                m.Name,
                m.Value.ToString(),
                m.Value.ValueKind == JsonValueKind.String))],
            JsonValueKind.String => [.. json.GetString()!.Split(';')
                .Where(p => p.Trim().Length > 0).Select(Attribute)],
            _ => throw new RefusedException("attributes are a text or an object"),
        };

    /// <summary>Numbers, ranges and sets are no texts.</summary>
    private static SlowAttribute Attribute(string part)
    {
        string[] sides = part.Split(':', 2);
        if (sides.Length < 2 || sides[0].Trim().Length == 0)
        {
            throw new RefusedException($"'{part}' is no attribute");
        }

        string value = sides[1].Trim();
        bool isNumber = decimal.TryParse(
            value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        bool isText = !isNumber && !value.StartsWith('[') && !value.StartsWith('{');
        return new(sides[0].Trim(), value, isText);
    }

    private static IReadOnlyList<SlowUse> Used(Fields fields)
    {
        List<SlowUse> uses = [];
        foreach (JsonProperty use in fields.Members("used"))
        {
            Fields what = new(use.Value, "role", "resources");
            uses.Add(new(
                use.Name,
                SlowRole.Checked(what.Text("role")),
                SlowResourceJson.Resources(what["resources"])));
        }

        return uses;
    }

    private static SlowPlace Place(Fields fields) => new(
        fields.Text("framework"), fields.Text("agent"), fields.OptionalText("role"));

    /// <summary>Null for everything.</summary>
    private static SlowResources? Part(Fields fields)
    {
        bool all = !fields.Has("resources")
            || (fields["resources"].ValueKind == JsonValueKind.String
                && fields.Text("resources") == "*");
        return all ? null : SlowResourceJson.Resources(fields["resources"]);
    }

    private static IReadOnlyList<SlowConversion> Conversions(Fields fields)
    {
        List<SlowConversion> conversions = [];
        foreach (JsonElement json in fields.Elements("conversions"))
        {
            Fields conversion = new(json, "consumed", "converted");
            conversions.Add(new(
                SlowResourceJson.Resources(conversion["consumed"]),
                SlowResourceJson.Resources(conversion["converted"])));
        }

        return conversions;
    }
}
