namespace Offers;

/// <summary>A role gets a new quota in place of the one it had.</summary>
/// <param name="Role">The role; it need not exist yet.</param>
/// <param name="Guarantees">What it is guaranteed; zero is no guarantee.</param>
/// <param name="Limits">What it may have at most; a name not listed is unlimited.</param>
public sealed record UpdateQuota(
    string Role, ResourceVector Guarantees, ResourceLimits Limits) : Command;
