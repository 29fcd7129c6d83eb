namespace Offers;

/// <summary>Somebody who waits for an offer in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Framework">Who.</param>
/// <param name="Role">In which role.</param>
/// <param name="Since">Since when.</param>
public readonly record struct WaitSnapshot(string Framework, string Role, Timestamp Since);
