using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>Known figures to hold a result against, by workload.</summary>
internal static class References
{
    private const string Philly = "philly-2017-sia";
    private const string Fluid =
        "independent fluid model: no machines, FIFO inside a role, progressive filling";

    private static readonly Reference[] Known =
    [
        new(Philly, 11, 3_600, "gpus", 1_407, 690, Fluid),
        new(Philly, 11, 360, "gpus", 1_949, 819, Fluid),
        new(Philly, 15, 3_600, "gpus", 1_442, 690, Fluid),
        new(Philly, 15, 360, "gpus", 2_008, 819, Fluid),
    ];

    /// <summary>
    /// What is known about the workload of a result with as many roles; nothing when the experiment
    /// cut something out of the trace in time, since then it is another workload.
    /// </summary>
    internal static IReadOnlyList<Reference> For(ExperimentResult result)
    {
        WorkloadSpec source = result.Experiment.Workload;
        if (source.Trace is null || source.FromSeconds > 0 || source.ToSeconds is not null)
        {
            return [];
        }

        string name = Path.GetFileName(source.Trace).Split('.')[0];
        return [.. Known.Where(reference =>
            string.Equals(reference.Workload, name, StringComparison.Ordinal)
            && reference.Roles == result.Workload.Roles.Count)];
    }

    /// <summary>What is known for one target; null for nothing.</summary>
    internal static Reference? For(
        IReadOnlyList<Reference> references, double targetSeconds, string resource) =>
        references.FirstOrDefault(reference =>
            reference.TargetSeconds.Equals(targetSeconds)
            && string.Equals(reference.Resource, resource, StringComparison.Ordinal));
}
