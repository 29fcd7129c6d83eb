namespace Offers;

/// <summary>What one framework already has on an agent that joins.</summary>
/// <param name="Framework">Its name; it need not be known yet.</param>
/// <param name="Role">The role under which it has them.</param>
/// <param name="Resources">What it has.</param>
public sealed record UsedResources(string Framework, string Role, ResourceSet Resources);
