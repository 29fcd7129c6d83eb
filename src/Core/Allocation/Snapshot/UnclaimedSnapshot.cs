namespace Offers;

/// <summary>
/// What an agent reported as used by a framework that has not come yet, in an
/// <see cref="AllocatorSnapshot"/>.
/// </summary>
/// <param name="Agent">Where.</param>
/// <param name="Use">By whom, in which role, and what; not nothing.</param>
public sealed record UnclaimedSnapshot(string Agent, UsedResources Use);
