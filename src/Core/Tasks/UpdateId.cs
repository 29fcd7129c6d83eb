namespace Offers;

/// <summary>
/// What names one status update for its acknowledgement: 128 bits that its sender, an agent, never
/// uses again. Updates that the master invents have none and need no acknowledgement.
/// </summary>
/// <param name="High">The first 64 bits.</param>
/// <param name="Low">The other 64 bits.</param>
public readonly record struct UpdateId(ulong High, ulong Low)
{
    /// <summary>No id: nothing to acknowledge.</summary>
    public static UpdateId None => default;

    /// <summary>Whether there is an id.</summary>
    public bool IsSome => this != default;
}
