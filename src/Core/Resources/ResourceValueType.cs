namespace Offers;

/// <summary>What the value of a resource item is.</summary>
public enum ResourceValueType
{
    /// <summary>An amount in thousandths of a unit.</summary>
    Scalar,

    /// <summary>Whole numbers, as inclusive intervals: <c>[31000-32000]</c>.</summary>
    Ranges,

    /// <summary>Names: <c>{a,b}</c>.</summary>
    Set,
}
