namespace Offers.Bench;

/// <summary>
/// As many roles as agents, each with one framework, a guarantee and a limit that is the same, in
/// the shapes of the upstream benchmarks. Nothing is offered yet.
/// </summary>
public static class QuotaCell
{
    private const int RolesPerLarge = 6;

    /// <summary>Builds the cell.</summary>
    /// <param name="agents">How many agents, roles and frameworks.</param>
    /// <param name="shape">What is owed.</param>
    /// <param name="hasPorts">Whether every agent has ports beside its scalars.</param>
    public static BenchCell Build(int agents, QuotaShape shape, bool hasPorts = false)
    {
        BenchCell cell = new(new CellPlan(agents, agents, agents)
        {
            AgentTotal = "cpus:2;mem:2048;disk:2048",
            HasPorts = hasPorts,
        });
        if (shape == QuotaShape.None)
        {
            return cell;
        }

        for (int i = 0; i < cell.Roles.Length; i++)
        {
            SetQuota(cell, i, shape);
        }

        return cell;
    }

    /// <summary>Sets the quota of one role to what it is.</summary>
    public static void SetQuota(BenchCell cell, int role, QuotaShape shape)
    {
        string owed = shape == QuotaShape.WholeAgents ? "cpus:2;mem:2048;disk:2048"
            : role % RolesPerLarge != 0 ? "cpus:1;mem:1024;disk:1024"
            : shape == QuotaShape.LargeAndSmall ? "cpus:4;mem:4096;disk:4096"
            : "cpus:2;mem:2048;disk:2048";
        bool isLimited = shape != QuotaShape.SomeWithoutLimit || role % 100 != 0;
        ResourceSchema schema = cell.Allocator.Schema;
        ResourceVector guarantee = ResourceText.Parse(owed, schema);
        ResourceLimits limits = ResourceLimits.None;
        for (int kind = 0; isLimited && kind < schema.Count; kind++)
        {
            ResourceKind limited = new(kind);
            limits = guarantee[limited] > 0 ? limits.With(limited, guarantee[limited]) : limits;
        }

        BenchCell.Expect(
            cell.Allocator.SetQuota(cell.Roles[role], guarantee, limits, cell.Now));
    }
}
