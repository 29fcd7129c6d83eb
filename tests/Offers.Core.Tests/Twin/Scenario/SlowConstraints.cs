using System.Text.Json;
using System.Text.RegularExpressions;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Which agents a framework wants no offers from, role by role.</summary>
internal sealed class SlowConstraints
{
    private readonly Dictionary<string, List<List<Constraint>>> _groups =
        new(StringComparer.Ordinal);

    public static SlowConstraints None { get; } = new();

    public static SlowConstraints Read(JsonElement json)
    {
        SlowConstraints result = new();
        foreach (JsonProperty role in new Fields(json, "role_constraints")
            .Members("role_constraints"))
        {
            List<List<Constraint>> groups =
                [.. new Fields(role.Value, "groups").Elements("groups").Select(Group)];
            result._groups[SlowRole.Checked(role.Name)] = groups.Count > 0
                ? groups
                : throw new RefusedException($"no group of constraints for '{role.Name}'");
        }

        return result;
    }

    public bool Excludes(string role, SlowAgent agent) =>
        _groups.TryGetValue(role, out List<List<Constraint>>? groups)
        && !groups.Any(group => group.All(c => c.Holds(agent)));

    private static List<Constraint> Group(JsonElement json)
    {
        List<Constraint> group =
        [
            .. new Fields(json, "attribute_constraints")
                .Elements("attribute_constraints").Select(Constraint.Read),
        ];
        return group.Count > 0 ? group : throw new RefusedException("an empty group");
    }

    /// <summary>One condition on one attribute.</summary>
    /// <param name="Attribute">Its name; null for a pseudo-attribute.</param>
    /// <param name="Pseudo">HOSTNAME, REGION or ZONE.</param>
    /// <param name="Test">Of a text; null for a test whether there is a value.</param>
    /// <param name="IsNegative">True when there is no value.</param>
    private sealed record Constraint(
        string? Attribute, string? Pseudo, Func<string, bool>? Test, bool IsNegative)
    {
        public static Constraint Read(JsonElement json)
        {
            Fields fields = new(json, "selector", "predicate");
            Fields selector = new(fields["selector"], "attribute_name", "pseudoattribute_type");
            string? attribute = selector.OptionalText("attribute_name");
            string? pseudo = selector.OptionalText("pseudoattribute_type");
            if (attribute is null == pseudo is null
                || pseudo is not (null or "HOSTNAME" or "REGION" or "ZONE"))
            {
                throw new RefusedException("a selector names one attribute");
            }

            JsonProperty[] predicates = fields["predicate"].ValueKind == JsonValueKind.Object
                ? [.. fields["predicate"].EnumerateObject()]
                : [];
            return predicates.Length == 1
                ? Predicate(predicates[0]) with { Attribute = attribute, Pseudo = pseudo }
                : throw new RefusedException("a constraint has one predicate");
        }

        public bool Holds(SlowAgent agent)
        {
            (string? text, bool isText) = Find(agent);
            return text is null ? IsNegative
                : Test is null ? !IsNegative
                : !isText || Test(text);
        }

        private static Constraint Predicate(JsonProperty json) => json.Name switch
        {
            "exists" => new(null, null, null, false),
            "not_exists" => new(null, null, null, true),
            "text_equals" => new(null, null, Equal(json.Value), false),
            "text_not_equals" => new(null, null, Not(Equal(json.Value)), true),
            "text_matches" => new(null, null, Matching(json.Value), false),
            "text_not_matches" => new(null, null, Not(Matching(json.Value)), true),
            _ => throw new RefusedException($"'{json.Name}' is no predicate"),
        };

        private static Func<string, bool> Not(Func<string, bool> test) => text => !test(text);

        private static Func<string, bool> Equal(JsonElement json)
        {
            string value = new Fields(json, "value").Text("value");
            return text => text == value;
        }

        private static Func<string, bool> Matching(JsonElement json)
        {
            string pattern = new Fields(json, "regex").Text("regex");
            try
            {
                Regex regex = new(
                    $@"\A(?:{pattern})\z",
                    RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
                return regex.IsMatch;
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                throw new RefusedException($"'{pattern}' is no pattern");
            }
        }

        private (string? Text, bool IsText) Find(SlowAgent agent)
        {
            if (Attribute is not null)
            {
                SlowAttribute? found = agent.Attributes.FirstOrDefault(a => a.Name == Attribute);
                return (found?.Value, found?.IsText ?? false);
            }

            string? text = Pseudo switch
            {
                "HOSTNAME" => agent.Hostname,
                "REGION" => agent.Domain?.Region,
                _ => agent.Domain?.Zone,
            };
            return (text, true);
        }
    }
}
