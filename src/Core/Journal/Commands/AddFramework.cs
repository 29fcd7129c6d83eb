namespace Offers;

/// <summary>
/// A framework joins. What agents reported as used by it before belongs to it from here on.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Description">What it says of itself.</param>
public sealed record AddFramework(string Id, FrameworkDescription Description) : Command
{
    /// <summary>Whether it gets offers at once; true by default.</summary>
    public bool IsActive { get; init; } = true;
}
