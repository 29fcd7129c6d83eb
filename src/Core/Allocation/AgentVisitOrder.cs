namespace Offers;

/// <summary>In which order one run visits its candidate agents.</summary>
public enum AgentVisitOrder
{
    /// <summary>
    /// By a keyed hash of (seed, run, agent name): a fresh order each run that does not depend on
    /// which other agents take part. Mesos shuffles; this is its reproducible form.
    /// </summary>
    Seeded,

    /// <summary>By name, ordinal.</summary>
    ByName,

    /// <summary>In the order in which the agents were added.</summary>
    ByAddition,

    /// <summary>By name, the last one first.</summary>
    ByNameDescending,
}
