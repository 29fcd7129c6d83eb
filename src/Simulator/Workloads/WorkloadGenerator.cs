using Offers.Simulation.Experiments;

namespace Offers.Simulation.Workloads;

/// <summary>
/// Generates jobs: each framework draws from streams of its own, so that another one more does not
/// change what the others submit.
/// </summary>
internal sealed class WorkloadGenerator(Experiment experiment, ulong seed)
{
    private const double Day = 86_400;

    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly List<Job> _jobs = [];
    private readonly List<string> _roles = [];
    private readonly List<FrameworkModel> _frameworks = [];
    private ShapeIndex? _shapes;

    internal Workload Generate(GeneratorSpec spec)
    {
        _shapes = new ShapeIndex(_schema);
        foreach (RoleSpec role in spec.Roles)
        {
            _roles.Add(role.Name);
            foreach (SourceSpec source in role.Frameworks)
            {
                int framework = _frameworks.Count;
                _frameworks.Add(
                    WorkloadFactory.FrameworkOf(experiment, source.Name, _roles.Count - 1));
                AddJobs(source, framework, spec.Days * Day);
            }
        }

        if (_jobs.Count == 0)
        {
            throw new InputException(
                experiment.Path, 0, "workload.generate", "no job", "rates that give at least one");
        }

        return new Workload
        {
            Name = experiment.Name,
            Schema = _schema,
            Roles = _roles,
            Weights = [.. spec.Roles.Select(role => (long)Math.Round(role.Weight * Weight.One))],
            Frameworks = _frameworks,
            Jobs = [.. _jobs.OrderBy(job => job.Submit)],
            Inventory = WorkloadFactory.InventoryOf(experiment, _schema),
            Capabilities = WorkloadFactory.CapabilitiesOf(experiment),
        };
    }

    private void AddJobs(SourceSpec source, int framework, double horizon)
    {
        if (source.Kind == SourceKind.Service)
        {
            AddInstances(source, framework, horizon);
        }
        else
        {
            AddArrivals(source, framework, horizon);
        }
    }

    /// <summary>
    /// One job an instance: it comes when the load needs one more and ends when the load needs one
    /// less; the youngest instance goes first.
    /// </summary>
    private void AddInstances(SourceSpec source, int framework, double horizon)
    {
        Stack<double> since = new();
        double step = source.StepMinutes * 60;
        for (int i = 0; i * step < horizon; i++)
        {
            double time = i * step;
            int wanted = (int)Math.Round(RateAt(source, time));
            while (since.Count > wanted)
            {
                AddInstance(source, framework, since.Pop(), time);
            }

            while (since.Count < wanted)
            {
                since.Push(time);
            }
        }

        while (since.TryPop(out double start))
        {
            AddInstance(source, framework, start, horizon);
        }
    }

    private void AddInstance(SourceSpec source, int framework, double start, double end)
    {
        long submit = Timestamp.FromSeconds(start).Ticks;
        long ends = Timestamp.FromSeconds(end).Ticks;
        Add(source, framework, submit, new TaskGroup(1, DemandOf(source), ends - submit), ends);
    }

    /// <summary>
    /// Poisson arrivals of a rate that swings, by thinning those of the highest rate.
    /// </summary>
    private void AddArrivals(SourceSpec source, int framework, double horizon)
    {
        RandomStream arrivals = new(seed, $"arrivals/{source.Name}");
        RandomStream sizes = new(seed, $"sizes/{source.Name}");
        double most = source.Rate * (1 + source.Swing) / 3600;
        double time = arrivals.NextExponential(1 / most);
        for (; time < horizon; time += arrivals.NextExponential(1 / most))
        {
            double kept = arrivals.NextUnit() * most;
            int tasks = TasksOf(source, sizes);
            double duration = sizes.NextExponential(source.Minutes * 60);
            if (kept * 3600 < RateAt(source, time))
            {
                long ticks = Timestamp.FromSeconds(duration).Ticks;
                TaskGroup group = new(tasks, DemandOf(source), ticks);
                Add(source, framework, Timestamp.FromSeconds(time).Ticks, group, null);
            }
        }
    }

    /// <summary>
    /// A gang has its number of tasks; a batch job a geometric one with that mean.
    /// </summary>
    private static int TasksOf(SourceSpec source, RandomStream sizes)
    {
        if (source.Kind == SourceKind.Gang || source.Tasks == 1)
        {
            return source.Tasks;
        }

        double failure = StableMath.Log(1 - (1.0 / source.Tasks));
        return 1 + (int)(StableMath.Log(1 - sizes.NextUnit()) / failure);
    }

    private void Add(
        SourceSpec source, int framework, long submit, TaskGroup group, long? endsAt)
    {
        bool isGang = source.Kind == SourceKind.Gang;
        TaskGroup[] groups = [group];
        _jobs.Add(new Job
        {
            Id = $"{source.Name}-{_jobs.Count}",
            Framework = framework,
            Submit = submit,
            Groups = groups,
            IsGang = isGang,
            EndsAt = endsAt,
            Shape = _shapes!.Of(groups, isGang),
            TaskCount = group.Count,
            LongestTask = group.Duration,
        });
    }

    private ResourceVector DemandOf(SourceSpec source) => ResourceText.Parse(source.Task, _schema);

    private static double RateAt(SourceSpec source, double time)
    {
        double turns = (time - (source.PeakHour * 3600)) / Day;
        return source.Rate * (1 + (source.Swing * StableMath.CosOfTurns(turns)));
    }
}
