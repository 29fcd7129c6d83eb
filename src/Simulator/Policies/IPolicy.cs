namespace Offers.Simulation.Policies;

/// <summary>How roles get machines: the seam behind which each policy is one file.</summary>
internal interface IPolicy
{
    /// <summary>The name in experiment files and results.</summary>
    public string Name { get; }

    /// <summary>Divides the machines of the situation into cells.</summary>
    public IReadOnlyList<CellPlan> Plan(PlanContext context);
}
