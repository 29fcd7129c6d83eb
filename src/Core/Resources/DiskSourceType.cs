namespace Offers;

/// <summary>What a disk is made of.</summary>
public enum DiskSourceType
{
    /// <summary>A directory, of which any part may be used.</summary>
    Path,

    /// <summary>A mounted file system, used whole.</summary>
    Mount,

    /// <summary>A block device, used whole.</summary>
    Block,

    /// <summary>Storage without form; with an id a device that is used whole.</summary>
    Raw,
}
