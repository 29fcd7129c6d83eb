namespace Offers.Simulation;

internal sealed partial class RunMetrics
{
    /// <summary>
    /// Above this number of frameworks the figures are given for all together only.
    /// </summary>
    private const int MostFrameworksListed = 64;

    /// <summary>Above this number of cells their sizes are not given one by one.</summary>
    private const int MostCellsListed = 64;

    internal static RunResult Stopped(TimeSpan wall) => new() { MissedLimit = true, Wall = wall };

    internal RunResult Finish(SimulationRun run, ulong digest, TimeSpan wall)
    {
        CheckConservation(run);
        List<MetricValue> figures =
        [
            new("machines", Machines, "machine"),
            new("events", Events, "event"),
            new("wall", wall.TotalSeconds, "s"),
            new("window", Seconds(_to - _from), "s"),
        ];
        AddShares(figures);
        _all.AddTo("", figures);
        figures.Add(new("tasks.done", TasksDone, "task"));
        figures.Add(new("tasks.failed", TasksFailed, "task"));
        figures.Add(new("work.lost", _lostWork / TimeSpan.TicksPerHour, "task h"));
        figures.Add(new("gatherings.given_up", GatheringsGivenUp, "gathering"));
        foreach ((string name, double value, string unit) in _counts)
        {
            figures.Add(new(name, value, unit));
        }

        AddCells(figures);
        if (_frameworks.Length <= MostFrameworksListed)
        {
            for (int f = 0; f < _frameworks.Length; f++)
            {
                AddFramework(f, figures);
            }
        }

        return new RunResult
        {
            Digest = digest,
            Figures = figures,
            Series = _series,
            Jobs = _jobs,
            RoleMeanWaits = RoleWaits(),
            Wall = wall,
        };
    }

    /// <summary>
    /// Nothing is lost and nothing runs twice: what came is what ended, and nothing is in use.
    /// </summary>
    private void CheckConservation(SimulationRun run)
    {
        long ended = _all.Done + _all.Failed + _all.Withdrawn + _all.Impossible;
        bool idle = _use.All(use => Enumerable.Range(0, _kinds).All(k => use.NowOf(k) == 0));
        if (ended != _all.Arrived || run.JobsOpen != 0 || !idle)
        {
            throw new SimulationException(
                $"conservation: {_all.Arrived} jobs came, {ended} ended, {run.JobsOpen} are open");
        }
    }

    private void AddShares(List<MetricValue> figures)
    {
        for (int k = 0; k < _kinds; k++)
        {
            ResourceKind kind = new(k);
            if (_capacity[kind] == 0)
            {
                continue;
            }

            string name = _workload.Schema.NameOf(kind);
            string unit = _workload.Schema.UnitOf(kind);
            double capacity = _capacity[kind];
            double allocated = _use.Sum(use => use.MeanOf(k)) / capacity;
            figures.Add(new($"capacity.{name}", capacity / 1000, unit));
            figures.Add(new($"allocated.{name}.mean", allocated, "share"));
            figures.Add(new($"offered.{name}.mean", _offered.MeanOf(k) / capacity, "share"));
            if (_samplesInWindow > 0)
            {
                double stranded = _strandedSum[k] / _samplesInWindow / capacity;
                figures.Add(new($"stranded.{name}.mean", stranded, "share"));
            }
        }

        figures.Add(new("share.jain", Jain(), "1"));
        figures.Add(new("starvation.max", _starvation.Max(role => Seconds(role.Longest)), "s"));
    }

    private void AddCells(List<MetricValue> figures)
    {
        foreach (CellPlan plan in _plans.Count <= MostCellsListed ? _plans : [])
        {
            string prefix = $"cell/{plan.Name}/";
            figures.Add(new(prefix + "machines", plan.Machines.Count, "machine"));
            for (int k = 0; k < _kinds; k++)
            {
                ResourceKind kind = new(k);
                if (_capacity[kind] > 0)
                {
                    double sum = plan.Machines.Sum(machine => machine.Capacity[kind]) / 1000.0;
                    string name = $"{prefix}capacity.{_workload.Schema.NameOf(kind)}";
                    figures.Add(new(name, sum, _workload.Schema.UnitOf(kind)));
                }
            }
        }
    }

    /// <summary>
    /// Jain's index of the roles' mean dominant shares, each divided by the role's weight.
    /// </summary>
    private double Jain()
    {
        double sum = 0;
        double squares = 0;
        for (int role = 0; role < _workload.Roles.Count; role++)
        {
            double share = 0;
            for (int k = 0; k < _kinds; k++)
            {
                double capacity = _capacity[new ResourceKind(k)];
                double held = MeanOfRole(role, k);
                share = capacity > 0 ? Math.Max(share, held / capacity) : share;
            }

            share /= _workload.Weights[role] / 1000.0;
            sum += share;
            squares += share * share;
        }

        return squares > 0 ? sum * sum / (_workload.Roles.Count * squares) : 1;
    }

    private double[] RoleWaits()
    {
        double[] sums = new double[_workload.Roles.Count];
        long[] counts = new long[sums.Length];
        for (int f = 0; f < _frameworks.Length; f++)
        {
            int role = _workload.Frameworks[f].Role;
            sums[role] += _frameworks[f].All.Mean * _frameworks[f].All.Count;
            counts[role] += _frameworks[f].All.Count;
        }

        return [.. sums.Zip(counts, (sum, count) => count > 0 ? sum / count : 0)];
    }

    private double MeanOfRole(int role, int kind)
    {
        double sum = 0;
        for (int f = 0; f < _use.Length; f++)
        {
            sum += _workload.Frameworks[f].Role == role ? _use[f].MeanOf(kind) : 0;
        }

        return sum;
    }

    private void AddFramework(int framework, List<MetricValue> figures)
    {
        string prefix = $"framework/{_workload.Frameworks[framework].Name}/";
        for (int k = 0; k < _kinds; k++)
        {
            ResourceKind kind = new(k);
            if (_capacity[kind] > 0)
            {
                string name = $"{prefix}allocated.{_workload.Schema.NameOf(kind)}.mean";
                figures.Add(new(name, _use[framework].MeanOf(k) / _capacity[kind], "share"));
            }
        }

        _frameworks[framework].AddTo(prefix, figures);
    }
}
