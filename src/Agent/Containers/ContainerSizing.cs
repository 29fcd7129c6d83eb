namespace Offers.Agents.Containers;

/// <summary>How resources become limits; the agent's options (semantics 3.3).</summary>
public sealed record ContainerSizing
{
    /// <summary>
    /// Whether cpus are a ceiling too (CFS quota), where a task does not say its own limit. False
    /// by default: then they are only the weight under contention.
    /// </summary>
    public bool LimitsCpus { get; init; }

    /// <summary>
    /// Whether revocable cpus weigh a hundredth of others, so that who may be preempted runs in
    /// what is left. True by default.
    /// </summary>
    public bool RevocableCpusAreLow { get; init; } = true;

    /// <summary>
    /// Whether the hard memory limit covers swap too. False by default. Where the kernel counts no
    /// swap, asking for it is an error.
    /// </summary>
    public bool LimitsSwap { get; init; }
}
