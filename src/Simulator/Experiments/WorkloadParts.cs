namespace Offers.Simulation.Experiments;

/// <summary>Parts of a workload for compaction.</summary>
internal static class WorkloadParts
{
    /// <summary>
    /// The jobs that some machine of the inventory could run, so that both sides have the same.
    /// </summary>
    internal static Workload Possible(this Workload workload)
    {
        if (workload.ImpossibleJobs.Count == 0)
        {
            return workload;
        }

        HashSet<int> impossible = [.. workload.ImpossibleJobs];
        return workload with
        {
            Jobs = [.. workload.Jobs.Where((_, index) => !impossible.Contains(index))],
            ImpossibleJobs = [],
        };
    }

    /// <summary>The jobs of one role; roles and frameworks keep their indexes.</summary>
    internal static Workload OfRole(this Workload workload, int role) =>
        workload with { Jobs = [.. workload.JobsOf(role)] };
}
