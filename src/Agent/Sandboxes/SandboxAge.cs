namespace Offers.Agents.Sandboxes;

/// <summary>How old a sandbox may become (semantics 3.5).</summary>
internal static class SandboxAge
{
    /// <summary>
    /// The age above which sandboxes are deleted: <paramref name="delay"/> while the disk is
    /// empty, less the fuller it is, 0 when its use reaches 1 - headroom.
    /// </summary>
    /// <param name="delay">The age on an empty disk; 0 or more.</param>
    /// <param name="headroom">What should stay free, a fraction, 0 to 1.</param>
    /// <param name="usage">What is used, a fraction, 0 to 1.</param>
    internal static TimeSpan Bound(TimeSpan delay, double headroom, double usage)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return delay * Math.Clamp(1 - headroom - usage, 0, 1);
    }
}
