namespace Offers.Bench;

/// <summary>What a <see cref="BenchCell"/> is made of.</summary>
/// <param name="Agents">How many equal agents.</param>
/// <param name="Frameworks">How many equal frameworks, each with one role, in turn.</param>
/// <param name="Roles">How many roles have frameworks.</param>
public sealed record CellPlan(int Agents, int Frameworks, int Roles = 1)
{
    /// <summary>
    /// Whether roles stand three deep, ten below each parent; otherwise all are top-level ones.
    /// </summary>
    public bool IsNested { get; init; }

    /// <summary>The scalars of every agent, as text.</summary>
    public string AgentTotal { get; init; } = "cpus:24;mem:4096;disk:4096";

    /// <summary>Whether every agent has ports beside its scalars.</summary>
    public bool HasPorts { get; init; }

    /// <summary>How the cell decides; everything that this project offers by default.</summary>
    public AllocatorOptions Options { get; init; } = AllocatorOptions.Default;

    /// <summary>The name of a role.</summary>
    public string NameOfRole(int role) => IsNested
        ? $"part-{role / 100:D3}/group-{role / 10:D4}/role-{role:D5}"
        : $"role-{role:D5}";
}
