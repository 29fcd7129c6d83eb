namespace Offers;

/// <summary>A node of a tree of weights.</summary>
/// <param name="Parent">Index of its parent, which comes before it; -1 at the top.</param>
/// <param name="Weight">In thousandths, 1 to <see cref="Offers.Weight.Max"/>.</param>
/// <param name="IsActiveLeaf">True for a leaf that takes part.</param>
internal readonly record struct WeightedNode(int Parent, long Weight, bool IsActiveLeaf);
