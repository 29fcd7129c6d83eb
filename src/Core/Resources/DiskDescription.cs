namespace Offers;

/// <summary>What is said of a disk beyond its size.</summary>
/// <param name="PersistenceId">
/// The id of a persistent volume, unique per role on an agent; null for a disk that is none.
/// </param>
/// <param name="PersistencePrincipal">
/// Who made the volume; null when unknown, and always without an id.
/// </param>
/// <param name="ContainerPath">
/// Where a container sees the volume, readable and writable; null for nowhere.
/// </param>
/// <param name="Source">Where the space comes from; null for the agent's own disk.</param>
public sealed record DiskDescription(
    string? PersistenceId,
    string? PersistencePrincipal,
    string? ContainerPath,
    DiskSource? Source)
{
    /// <summary>A hash of all parts, the same in every process.</summary>
    public override int GetHashCode()
    {
        StableHash hash = default;
        hash.Add(PersistenceId);
        hash.Add(PersistencePrincipal);
        hash.Add(ContainerPath);
        hash.Add(Source?.GetHashCode() ?? 0);
        return (int)hash.Value;
    }

    /// <summary>
    /// True when an item of this disk never splits and never merges: a MOUNT or BLOCK disk, a RAW
    /// disk with an id, or a persistent volume that is not shared.
    /// </summary>
    internal static bool IsWhole(DiskDescription? disk, bool isShared) => disk switch
    {
        null => false,
        { Source.Type: DiskSourceType.Mount or DiskSourceType.Block } => true,
        { Source: { Type: DiskSourceType.Raw, Id: not null } } => true,
        _ => disk.PersistenceId is not null && !isShared,
    };
}
