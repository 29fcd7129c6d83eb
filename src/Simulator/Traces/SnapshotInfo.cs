using System.Runtime.InteropServices;

namespace Offers.Simulation.Traces;

/// <summary>
/// Figures of the moment at which a trace begins, from the tasks that the original system had
/// running then (<c>start_s</c> is 0). Only processors and memory count. n is the number of
/// rows.
/// </summary>
public static class SnapshotInfo
{
    /// <summary>The lowest priority that Google's 2011 cell counts as production.</summary>
    public const int ProductionPriority = 9;

    /// <summary>Rows running at the start. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static int RunningRows(Trace trace) => Running(trace).Count();

    /// <summary>Roles with a task running at the start. O(n).</summary>
    /// <param name="trace">The trace.</param>
    public static int RunningRoles(Trace trace) =>
        Running(trace).Select(task => task.Role).Distinct(StringComparer.Ordinal).Count();

    /// <summary>
    /// What the running tasks ask for over what the cell has; above 1 when it is promised more
    /// than once, and 0 for a cell without the resource. O(n).
    /// </summary>
    /// <param name="trace">The trace, with machines.</param>
    /// <param name="resource">Which resource.</param>
    public static double AskedShare(Trace trace, TraceResource resource)
    {
        double capacity = TraceInfo.Capacity(trace, resource);
        decimal asked = Running(trace).Sum(task => (decimal)task.Demand(resource) * task.Count);
        return capacity > 0 ? (double)asked / capacity : 0;
    }

    /// <summary>
    /// Roles that ask for a strictly larger share of the cell's processors than of its memory:
    /// their dominant resource, in the sense of DRF, is processors. O(n).
    /// </summary>
    /// <param name="trace">The trace, with machines.</param>
    public static int CpuDominantRoles(Trace trace)
    {
        decimal cpus = Total(trace, TraceResource.Cpus);
        decimal memory = Total(trace, TraceResource.Memory);
        return Owners(trace, task => task.Role)
            .Values.Count(asked => asked.Cpus * memory > asked.Memory * cpus);
    }

    /// <summary>
    /// The price of giving every owner its own machines. An owner needs its larger share of the
    /// cell, times the cell's machines; fractions are kept (fluid) or rounded up (whole). The
    /// pool is one owner of everything. O(n).
    /// </summary>
    /// <param name="trace">The trace, with machines.</param>
    /// <param name="owner">Whose a task is, for instance its role.</param>
    public static OwnedMachines Owned(Trace trace, Func<TraceTask, string> owner)
    {
        decimal cpus = Total(trace, TraceResource.Cpus);
        decimal memory = Total(trace, TraceResource.Memory);
        decimal fluid = 0;
        decimal whole = 0;
        Asked all = default;
        foreach (Asked asked in Owners(trace, owner).Values)
        {
            decimal machines = Machines(asked);
            fluid += machines;
            whole += Math.Ceiling(machines);
            all = new Asked(all.Cpus + asked.Cpus, all.Memory + asked.Memory);
        }

        return new OwnedMachines
        {
            Pooled = (double)Machines(all),
            Fluid = (double)fluid,
            Whole = (long)whole,
        };

        decimal Machines(Asked asked) => Math.Max(
            cpus == 0 ? 0 : asked.Cpus * trace.Machines.Length / cpus,
            memory == 0 ? 0 : asked.Memory * trace.Machines.Length / memory);
    }

    /// <summary>
    /// The two owners of <see cref="Owned"/> when production work is kept apart from the rest.
    /// </summary>
    /// <param name="task">The task.</param>
    public static string ProductionOrRest(TraceTask task) =>
        task.Priority >= ProductionPriority ? "production" : "rest";

    private static IEnumerable<TraceTask> Running(Trace trace) =>
        trace.Tasks.Where(task => task.StartSeconds == 0);

    private static decimal Total(Trace trace, TraceResource resource) =>
        trace.Machines.Sum(machine => (decimal)machine.Capacity(resource));

    private static Dictionary<string, Asked> Owners(Trace trace, Func<TraceTask, string> owner)
    {
        var owners = new Dictionary<string, Asked>(StringComparer.Ordinal);
        foreach (TraceTask task in Running(trace))
        {
            ref Asked asked =
                ref CollectionsMarshal.GetValueRefOrAddDefault(owners, owner(task), out _);
            asked = new Asked(
                asked.Cpus + ((decimal)task.Cpus * task.Count),
                asked.Memory + ((decimal)task.MemoryGiB * task.Count));
        }

        return owners;
    }

    private readonly record struct Asked(decimal Cpus, decimal Memory);
}
