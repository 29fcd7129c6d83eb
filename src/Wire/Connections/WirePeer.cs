namespace Offers.Wire;

/// <summary>What a peer said of itself when it shook hands.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Name">
/// What it calls itself; proof of nothing, but free of control characters.
/// </param>
/// <param name="Minor">The minor version of the protocol that it speaks.</param>
public sealed record WirePeer(WireRole Role, string Name, int Minor);
