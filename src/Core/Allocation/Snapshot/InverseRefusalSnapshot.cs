namespace Offers;

/// <summary>A refused inverse offer in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Framework">Who refused.</param>
/// <param name="End">Until when it is not asked again.</param>
/// <param name="IsLong">
/// Whether the refusal was longer than an interval: then a batch at its very end asks again.
/// </param>
public readonly record struct InverseRefusalSnapshot(
    string Framework, Timestamp End, bool IsLong);
