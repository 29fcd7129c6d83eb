namespace Offers;

/// <summary>Where the space of a disk comes from.</summary>
/// <param name="Type">What the disk is made of.</param>
/// <param name="Root">
/// The directory of a <see cref="DiskSourceType.Path"/> or <see cref="DiskSourceType.Mount"/>
/// source; null when it is not known, and always for the other two.
/// </param>
/// <param name="Id">The provider's name for the device; null for none.</param>
/// <param name="Profile">The provider's name for the class of storage; null for none.</param>
public sealed record DiskSource(DiskSourceType Type, string? Root, string? Id, string? Profile)
{
    /// <summary>A hash of all parts, the same in every process.</summary>
    public override int GetHashCode()
    {
        StableHash hash = default;
        hash.Add((long)Type);
        hash.Add(Root);
        hash.Add(Id);
        hash.Add(Profile);
        return (int)hash.Value;
    }
}
