namespace Offers.Simulation;

internal sealed partial class RunMetrics
{
    /// <summary>Above this number of roles the series has no columns of each.</summary>
    private const int MostRolesListed = 24;

    private readonly List<int> _heads = [];
    private SeriesTable? _series;
    private double[] _strandedSum = [];
    private long _samplesInWindow;
    private long _seriesStart;
    private long _seriesStep = 1;
    private long _lastPoint;
    private long _pointsLeft;

    /// <summary>
    /// The moment of the next sample. Twice the points asked for are spent on the drain at most;
    /// then the step doubles each time, so that a long drain stays cheap.
    /// </summary>
    internal long NextSample(long now)
    {
        if (now <= _seriesStart && _series!.Rows.Count == 0)
        {
            _lastPoint = _seriesStart;
            return Math.Max(now, _seriesStart);
        }

        _pointsLeft--;
        _seriesStep = _pointsLeft < 0 && _pointsLeft % 100 == 0 ? _seriesStep * 2 : _seriesStep;
        _lastPoint += _seriesStep;
        return _lastPoint;
    }

    internal void Sample(SimulationRun run)
    {
        ResourceVector stranded = Stranded(run);
        long waiting = _waiting + _waitingAgain;
        List<double> row = [Seconds(run.Now), waiting, run.JobsOpen - waiting];
        bool inWindow = run.Now >= _from && run.Now <= _to;
        _samplesInWindow += inWindow ? 1 : 0;
        for (int k = 0; k < _kinds; k++)
        {
            ResourceKind kind = new(k);
            if (_capacity[kind] == 0)
            {
                continue;
            }

            row.Add(_use.Sum(use => use.NowOf(k)) / 1000.0);
            row.Add(_offered.NowOf(k) / 1000.0);
            row.Add(stranded[kind] / 1000.0);
            _strandedSum[k] += inWindow ? stranded[kind] : 0;
            AddRoles(k, row);
        }

        _series!.Add([.. row]);
    }

    private void PrepareSeries(long first)
    {
        if (_options.SeriesPoints == 0)
        {
            return;
        }

        _strandedSum = new double[_kinds];
        _seriesStart = first;
        _pointsLeft = _options.SeriesPoints * 2L;
        _seriesStep = Math.Max(1, (_to - first) / _options.SeriesPoints);
        List<(string, string)> columns = [("time", "s"), ("waiting", "job"), ("running", "job")];
        for (int k = 0; k < _kinds; k++)
        {
            ResourceKind kind = new(k);
            if (_capacity[kind] == 0)
            {
                continue;
            }

            string name = _workload.Schema.NameOf(kind);
            string unit = _workload.Schema.UnitOf(kind);
            columns.Add(($"allocated.{name}", unit));
            columns.Add(($"offered.{name}", unit));
            columns.Add(($"stranded.{name}", unit));
            if (_workload.Roles.Count <= MostRolesListed)
            {
                columns.AddRange(
                    _workload.Roles.Select(role => ($"role/{role}/allocated.{name}", unit)));
            }
        }

        _series = new SeriesTable(columns);
    }

    private void AddRoles(int kind, List<double> row)
    {
        if (_workload.Roles.Count > MostRolesListed)
        {
            return;
        }

        for (int role = 0; role < _workload.Roles.Count; role++)
        {
            long sum = 0;
            for (int f = 0; f < _use.Length; f++)
            {
                sum += _workload.Frameworks[f].Role == role ? _use[f].NowOf(kind) : 0;
            }

            row.Add(sum / 1000.0);
        }
    }

    /// <summary>
    /// Capacity that is free while jobs wait, on machines where none of the jobs at the heads of
    /// their queues could put a single task: too small a piece, or in a slice where nobody waits.
    /// </summary>
    private ResourceVector Stranded(SimulationRun run)
    {
        if (_waiting + _waitingAgain == 0)
        {
            return ResourceVector.Zero;
        }

        ResourceVector sum = default;
        foreach (Cell cell in run.Cells)
        {
            _heads.Clear();
            cell.AddHeads(_heads);
            for (int machine = 0; machine < cell.Plan.Machines.Count; machine++)
            {
                ResourceVector free = cell.FreeOn(machine);
                if (!free.IsZero && !AnyFits(run, free))
                {
                    sum += free;
                }
            }
        }

        return sum;
    }

    private bool AnyFits(SimulationRun run, in ResourceVector free)
    {
        foreach (int head in _heads)
        {
            IReadOnlyList<TaskGroup> groups = _workload.Jobs[head].Groups;
            ReadOnlySpan<int> waiting = run.WaitingTasks(head);
            for (int g = 0; g < groups.Count; g++)
            {
                if (waiting[g] > 0 && groups[g].Demand.Fits(free))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
