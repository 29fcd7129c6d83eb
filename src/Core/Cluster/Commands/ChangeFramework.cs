namespace Offers;

/// <summary>A connected framework says anew what it is; id, principal, user stay.</summary>
/// <param name="Profile">All that it says.</param>
public sealed record ChangeFramework(FrameworkProfile Profile) : FrameworkCall(Profile.Id);
