using Offers.Simulation.Experiments;

namespace Offers.Simulation.Workloads;

/// <summary>Makes the workload of an experiment for a seed.</summary>
public static class WorkloadFactory
{
    /// <summary>Reads the trace, or generates the jobs.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="seed">Seeds a generated workload; a trace is the same for all.</param>
    /// <exception cref="InputException">
    /// The trace or the experiment cannot be used; says where.
    /// </exception>
    public static Workload Create(Experiment experiment, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        Workload workload = experiment.Workload.Generate is { } generator
            ? new WorkloadGenerator(experiment, seed).Generate(generator)
            : new TraceWorkload(experiment).Read();
        return workload;
    }

    /// <summary>
    /// The inventory that the experiment spells out; empty when it takes the trace's.
    /// </summary>
    internal static List<Machine> InventoryOf(Experiment experiment, ResourceSchema schema)
    {
        List<Machine> machines = [];
        foreach (ShapeSpec shape in experiment.Cell.Shapes)
        {
            ResourceVector capacity = ResourceText.Parse(shape.Resources, schema);
            for (int i = 0; i < shape.Count; i++)
            {
                machines.Add(new Machine($"m{machines.Count:D5}", capacity));
            }
        }

        return machines;
    }

    internal static FrameworkModel FrameworkOf(Experiment experiment, string name, int role)
    {
        FrameworkSpec spec = experiment.Frameworks;
        return new FrameworkModel(name, role)
        {
            Hold = TimeSpan.FromSeconds(spec.HoldSeconds),
            BackOff = TimeSpan.FromSeconds(spec.BackOffSeconds),
            Refuse = TimeSpan.FromSeconds(spec.RefuseSeconds),
            Retries = spec.Retries,
            TaskMeanTimeToFailure = spec.TaskMeanHoursToFailure is { } hours
                ? TimeSpan.FromHours(hours)
                : null,
        };
    }

    internal static FrameworkCapabilities CapabilitiesOf(Experiment experiment) =>
        experiment.Frameworks.GpuResources
            ? FrameworkCapabilities.GpuResources
            : FrameworkCapabilities.None;

    /// <summary>The jobs of which some task fits no machine that can be offered.</summary>
    internal static IReadOnlyList<int> ImpossibleJobs(
        Workload workload, Func<Machine, bool> isOffered)
    {
        List<ResourceVector> shapes =
            [.. workload.Inventory.Where(isOffered).Select(m => m.Capacity).Distinct()];
        Dictionary<int, bool> known = [];
        List<int> impossible = [];
        for (int i = 0; i < workload.Jobs.Count; i++)
        {
            Job job = workload.Jobs[i];
            if (!known.TryGetValue(job.Shape, out bool fits))
            {
                fits = job.Groups.All(group => shapes.Exists(shape => group.Demand.Fits(shape)));
                known.Add(job.Shape, fits);
            }

            if (!fits)
            {
                impossible.Add(i);
            }
        }

        return impossible;
    }
}
