namespace Offers;

/// <summary>What an agent says that a framework holds there.</summary>
/// <param name="Framework">The framework's external name; it need not be known yet.</param>
/// <param name="Role">The role under which it holds it; a valid role name.</param>
/// <param name="Resources">How much.</param>
public sealed record ReportedUse(string Framework, string Role, ResourceSet Resources);
