using Offers.Simulation.Experiments;

namespace Offers.Masters.Frameworks;

/// <summary>Reads where the tasks of a service may run.</summary>
internal static class ConstraintReader
{
    private static readonly KeyLevel Keys = new("field", "operator", "value");

    private static readonly string[] Operators =
        ["unique", "group_by", "max_per", "like", "unlike", "cluster"];

    /// <summary>Reads a list of constraints.</summary>
    internal static ValueList<PlacementConstraint> Read(YamlValue list) =>
        [.. list.Items().Select(One)];

    private static PlacementConstraint One(YamlValue value)
    {
        YamlMap map = value.Map(Keys);
        string field = map.Require("field").Text("hostname, @region, @zone or an attribute");
        string word = map.Require("operator").Word("operator", Operators);
        YamlValue? operand = map.Find("value");
        PlacementConstraint constraint = word switch
        {
            "unique" => operand is { } useless
                ? throw useless.Bad("no value with unique")
                : PlacementConstraint.Unique(field),
            "group_by" => GroupBy(field, operand),
            "max_per" => PlacementConstraint.MaxPer(
                field, (int)map.Require("value").Whole(1, int.MaxValue)),
            "like" => PlacementConstraint.Like(field, map.Require("value").Text("a pattern")),
            "unlike" => PlacementConstraint.Unlike(field, map.Require("value").Text("a pattern")),
            _ => PlacementConstraint.Cluster(field, operand?.Text("a value") ?? ""),
        };
        try
        {
            _ = new PlacementConstraints([constraint]);
            return constraint;
        }
        catch (ArgumentException bad)
        {
            throw value.Bad($"a constraint that can be asked ({bad.Message})");
        }
    }

    private static PlacementConstraint GroupBy(string field, YamlValue? operand) => operand switch
    {
        null => PlacementConstraint.GroupBy(field, 0),
        { Item: YamlList } list => PlacementConstraint.GroupBy(
            field, [.. list.Distinct(static item => item.Text(), "value")]),
        { } number => PlacementConstraint.GroupBy(field, (int)number.Whole(0, int.MaxValue)),
    };
}
