namespace Offers;

/// <summary>What is allocated in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Agent">Where.</param>
/// <param name="Framework">To whom.</param>
/// <param name="Role">In which role.</param>
/// <param name="Resources">What; not nothing.</param>
public sealed record HoldingSnapshot(
    string Agent, string Framework, string Role, ResourceSet Resources);
