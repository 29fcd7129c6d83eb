namespace Offers;

/// <summary>
/// One rule about where the tasks of a service may run, on a field as
/// <see cref="PlacementSite.ValueOf"/> names it. Except for
/// <see cref="PlacementOperator.Unlike"/>, a place without the field is refused.
/// </summary>
/// <param name="Field">Which field; not empty.</param>
/// <param name="Operator">What it asks.</param>
public sealed record PlacementConstraint(string Field, PlacementOperator Operator)
{
    /// <summary>
    /// The groups to expect (0 or more) or the most in one (1 or more); 0 for other operators.
    /// </summary>
    public int Number { get; init; }

    /// <summary>The pattern, or the value of a cluster; empty is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The values to spread over, if they are known; none by default.</summary>
    public ValueList<string> Values { get; init; } = [];

    /// <summary>No two tasks on one value.</summary>
    public static PlacementConstraint Unique(string field) =>
        new(field, PlacementOperator.Unique);

    /// <summary>
    /// An even spread over values that show themselves: a value that has no task is always taken,
    /// one that has is taken again when it has the fewest and there are at least so many.
    /// </summary>
    public static PlacementConstraint GroupBy(string field, int groups) =>
        new(field, PlacementOperator.GroupBy) { Number = groups };

    /// <summary>
    /// An even spread over known values: others are refused, and the next task goes to one that has
    /// the fewest.
    /// </summary>
    public static PlacementConstraint GroupBy(string field, ValueList<string> values) =>
        new(field, PlacementOperator.GroupBy) { Values = values };

    /// <summary>At most so many tasks on one value.</summary>
    public static PlacementConstraint MaxPer(string field, int most) =>
        new(field, PlacementOperator.MaxPer) { Number = most };

    /// <summary>Only values that match the pattern as a whole.</summary>
    public static PlacementConstraint Like(string field, string pattern) =>
        new(field, PlacementOperator.Like) { Text = pattern };

    /// <summary>Only values that do not match the pattern, and places without the field.</summary>
    public static PlacementConstraint Unlike(string field, string pattern) =>
        new(field, PlacementOperator.Unlike) { Text = pattern };

    /// <summary>All on one value; with the empty text the first task decides which.</summary>
    public static PlacementConstraint Cluster(string field, string value) =>
        new(field, PlacementOperator.Cluster) { Text = value };

    /// <summary>For people: <c>rack GROUP_BY 3</c>.</summary>
    public override string ToString()
    {
        string what = Operator switch
        {
            PlacementOperator.Unique => "UNIQUE",
            PlacementOperator.GroupBy when Values.Count > 0 =>
                $"GROUP_BY {string.Join(',', Values)}",
            PlacementOperator.GroupBy => $"GROUP_BY {Number}",
            PlacementOperator.MaxPer => $"MAX_PER {Number}",
            PlacementOperator.Like => $"LIKE {Text}",
            PlacementOperator.Unlike => $"UNLIKE {Text}",
            _ => $"CLUSTER {Text}",
        };
        return $"{Field} {what}".TrimEnd();
    }
}
