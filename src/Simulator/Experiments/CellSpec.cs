namespace Offers.Simulation.Experiments;

/// <summary>
/// Which machines a cell has. All three keys are optional; by default the trace's inventory.
/// </summary>
public sealed record CellSpec
{
    /// <summary>
    /// Machines taken from the inventory in a seeded order, cycling when more are needed. Key
    /// <c>machines</c>; 1 or more, default all of the inventory.
    /// </summary>
    public int? Machines { get; init; }

    /// <summary>The inventory itself, in place of the trace's. Key <c>shapes</c>.</summary>
    public IReadOnlyList<ShapeSpec> Shapes { get; init; } = [];

    /// <summary>
    /// The capacity that static slices need so that each meets this mean <c>wait.all</c> for its
    /// own jobs, in place of a number of machines. Key <c>static_target_seconds</c>; at least
    /// 0.001.
    /// </summary>
    public double? StaticTargetSeconds { get; init; }
}
