namespace Offers;

/// <summary>
/// One piece of an <see cref="ItemBag"/>. What the two numbers say depends on the identity: a
/// scalar that can be split has 0 and its thousandths, a counted one its size in thousandths and
/// the number of copies, a range its first and last value, and a member of a set two zeros.
/// </summary>
internal readonly record struct ItemSegment(ResourceIdentity Id, long Low, long High);
