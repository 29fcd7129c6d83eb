using Offers.Simulation.Workloads;

namespace Offers.Simulation.Experiments;

/// <summary>
/// What an experiment's runs have in common: options, and workloads that are made once.
/// </summary>
internal sealed class ExperimentPlan(Experiment experiment)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Workload> _workloads = [];

    internal Experiment Experiment { get; } = experiment;

    /// <summary>The workload of a seed; that of a trace is read once for all.</summary>
    internal Workload WorkloadOf(ulong seed)
    {
        lock (_lock)
        {
            ulong key = Experiment.Workload.Generate is null ? 0 : seed;
            if (!_workloads.TryGetValue(key, out Workload? workload))
            {
                workload = Checked(WorkloadFactory.Create(Experiment, seed));
                _workloads.Add(key, workload);
            }

            return workload;
        }
    }

    /// <summary>Options of a run; what it records is the caller's to add.</summary>
    internal RunOptions OptionsFor(Workload workload) => new()
    {
        Allocator = AllocatorOptionsFor(workload.Schema),
        WarmUp = TimeSpan.FromSeconds(Experiment.WarmUpSeconds),
    };

    private AllocatorOptions AllocatorOptionsFor(ResourceSchema schema)
    {
        AllocatorSpec spec = Experiment.Allocator;
        AllocatorOptions preset = string.Equals(spec.Preset, "mesos", StringComparison.Ordinal)
            ? AllocatorOptions.Mesos
            : AllocatorOptions.Default;
        return preset with
        {
            Interval = TimeSpan.FromSeconds(spec.IntervalSeconds),
            MinimumOffers = spec.MinAllocatable?
                .Select(text => ResourceText.Parse(text, schema)).ToArray(),
            FairnessExcluded = spec.FairnessExclude,
            FilterGpuAgents = spec.FilterGpu,
            AllocateOnReturn = spec.AllocateOnReturn,
            OfferTimeout = spec.OfferTimeoutSeconds is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : null,
        };
    }

    /// <summary>
    /// Refuses, before any run, a cell in which nothing could ever be offered, and finds the jobs
    /// that no machine could run.
    /// </summary>
    private Workload Checked(Workload workload)
    {
        AllocatorOptions options = AllocatorOptionsFor(workload.Schema);
        foreach (string name in options.FairnessExcluded)
        {
            if (!workload.Schema.TryFind(name, out _))
            {
                throw new InputException(
                    Experiment.Path, 0, "allocator.fairness_exclude", name,
                    "a kind of the workload");
            }
        }

        OfferRules rules = new(workload.Schema, options, workload.Capabilities);
        if (!workload.Inventory.Any(rules.CanOffer))
        {
            throw new InputException(
                Experiment.Path, 0, "allocator",
                "a cell in which nothing can ever be offered",
                "machines of at least allocator.min_allocatable ([] lets anything be offered) and, "
                + "for machines with gpus, frameworks.gpu_resources: true");
        }

        return workload with
        {
            ImpossibleJobs = WorkloadFactory.ImpossibleJobs(workload, rules.CanOffer),
        };
    }
}
