namespace Offers.Simulation.Workloads;

/// <summary>
/// What roles demand if every task starts when it is submitted, in dominant shares of some machines
/// together.
/// </summary>
internal sealed class DemandProfile
{
    private readonly Workload _workload;
    private readonly double[] _inverse;

    internal DemandProfile(Workload workload, IReadOnlyList<Machine> machines)
    {
        _workload = workload;
        _inverse = new double[workload.Schema.Count];
        for (int k = 0; k < _inverse.Length; k++)
        {
            double total = machines.Sum(machine => (double)machine.Capacity[new ResourceKind(k)]);
            _inverse[k] = total > 0 ? 1 / total : 0;
        }
    }

    /// <summary>The largest share of any kind that the amounts are.</summary>
    internal double SizeOf(in ResourceVector amounts)
    {
        double size = 0;
        for (int k = 0; k < _inverse.Length; k++)
        {
            size = Math.Max(size, amounts[new ResourceKind(k)] * _inverse[k]);
        }

        return size;
    }

    /// <summary>
    /// Dominant share times seconds of all the role's tasks: in proportion to its mean demand.
    /// </summary>
    internal double MeanOf(int role)
    {
        double[] sums = new double[_inverse.Length];
        foreach (Job job in _workload.JobsOf(role))
        {
            foreach (TaskGroup group in job.Groups)
            {
                for (int k = 0; k < sums.Length; k++)
                {
                    double amount = group.Demand[new ResourceKind(k)] * (double)group.Count;
                    sums[k] += amount * group.Duration * _inverse[k];
                }
            }
        }

        return sums.Max();
    }

    /// <summary>The role's largest concurrent demand. O(jobs log jobs).</summary>
    internal double PeakOf(int role)
    {
        List<(long Time, int Sign, ResourceVector Amounts)> changes = [];
        foreach (Job job in _workload.JobsOf(role))
        {
            foreach (TaskGroup group in job.Groups)
            {
                ResourceVector amounts = group.Demand.Scale(group.Count);
                changes.Add((job.Submit, 1, amounts));
                changes.Add((job.Submit + group.Duration, -1, amounts));
            }
        }

        changes.Sort((a, b) => (a.Time, a.Sign).CompareTo((b.Time, b.Sign)));
        double[] now = new double[_inverse.Length];
        double peak = 0;
        foreach ((_, int sign, ResourceVector amounts) in changes)
        {
            for (int k = 0; k < now.Length; k++)
            {
                now[k] += sign * (double)amounts[new ResourceKind(k)] * _inverse[k];
                peak = Math.Max(peak, now[k]);
            }
        }

        return peak;
    }
}
