namespace Offers;

/// <summary>
/// A scheduler connects: for the first time, or again with the same id. Over the connection it has
/// it renews its subscription; over another one it takes the place of the other, which a connected
/// scheduler is told, and which needs <see cref="Force"/>.
/// </summary>
/// <param name="Profile">What it says of itself.</param>
/// <param name="Connection">The host's number of the connection; 1 or more.</param>
public sealed record Subscribe(FrameworkProfile Profile, long Connection)
    : FrameworkCall(Profile.Id)
{
    /// <summary>Whether it may take the place of a connected scheduler.</summary>
    public bool Force { get; init; }
}
