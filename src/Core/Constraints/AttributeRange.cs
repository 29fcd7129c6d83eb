namespace Offers;

/// <summary>Whole numbers from low to high, both included.</summary>
/// <param name="Low">0 or more.</param>
/// <param name="High">At least <paramref name="Low"/>.</param>
public readonly record struct AttributeRange(long Low, long High);
