namespace Offers;

/// <summary>The presets that an allocator's options start from.</summary>
public enum AllocatorMode
{
    /// <summary><c>mesos</c>: quota on top-level roles only, as Mesos decides.</summary>
    Mesos,

    /// <summary><c>default</c>: quota at every level of the role tree.</summary>
    Default,
}
