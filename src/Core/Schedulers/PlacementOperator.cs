namespace Offers;

/// <summary>What a placement constraint asks of the place of one more task.</summary>
public enum PlacementOperator
{
    /// <summary>No placed task has the field's value.</summary>
    Unique,

    /// <summary>Tasks are spread evenly over the field's values.</summary>
    GroupBy,

    /// <summary>At most so many tasks have the field's value.</summary>
    MaxPer,

    /// <summary>The whole value matches a pattern.</summary>
    Like,

    /// <summary>The value does not match a pattern, or there is none.</summary>
    Unlike,

    /// <summary>All tasks have one value: a given one, or that of those placed before.</summary>
    Cluster,
}
