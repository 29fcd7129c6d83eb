using Offers.Simulation;

namespace Offers.Simulator.Tests.Engine;

/// <summary>Builds small workloads; times in seconds, amounts in whole units.</summary>
internal sealed class WorkloadBuilder
{
    internal static readonly ResourceKind Cpus = new(0);
    internal static readonly ResourceKind Memory = new(1);
    internal static readonly ResourceKind Gpus = new(3);

    private readonly List<string> _roles = [];
    private readonly List<long> _weights = [];
    private readonly List<FrameworkModel> _frameworks = [];
    private readonly List<Job> _jobs = [];
    private readonly List<Machine> _machines = [];
    private readonly Dictionary<string, int> _shapes = new(StringComparer.Ordinal);

    internal static ResourceVector Amounts(double cpus, double memory = 0, double gpus = 0) =>
        ResourceVector.Of(Cpus, Thousandths(cpus))
            .With(Memory, Thousandths(memory))
            .With(Gpus, Thousandths(gpus));

    internal static TaskGroup Group(int count, double seconds, double cpus, double memory = 0) =>
        new(count, Amounts(cpus, memory), Ticks(seconds));

    internal static long Ticks(double seconds) =>
        (long)Math.Round(seconds * TimeSpan.TicksPerSecond);

    internal int Role(string name, long weight = 1000)
    {
        _roles.Add(name);
        _weights.Add(weight);
        return _roles.Count - 1;
    }

    internal int Framework(
        string name, int role, Func<FrameworkModel, FrameworkModel>? tune = null)
    {
        FrameworkModel model = new(name, role);
        _frameworks.Add(tune is null ? model : tune(model));
        return _frameworks.Count - 1;
    }

    /// <summary>A role with one framework of the same name; the index is the framework's.</summary>
    internal int Tenant(string name, Func<FrameworkModel, FrameworkModel>? tune = null) =>
        Framework(name, Role(name), tune);

    internal WorkloadBuilder Machines(int count, double cpus, double memory = 0, double gpus = 0)
    {
        for (int i = 0; i < count; i++)
        {
            _machines.Add(new Machine($"m{_machines.Count}", Amounts(cpus, memory, gpus)));
        }

        return this;
    }

    internal void Task(int framework, double submit, double seconds, double cpus = 1) =>
        Elastic(framework, submit, Group(1, seconds, cpus));

    internal void Elastic(int framework, double submit, params TaskGroup[] groups) =>
        Add(framework, submit, gang: false, endsAt: null, groups);

    internal void Gang(int framework, double submit, params TaskGroup[] groups) =>
        Add(framework, submit, gang: true, endsAt: null, groups);

    /// <summary>An instance of a service: it ends at a moment, whenever it started.</summary>
    internal void Service(int framework, double submit, double endsAt, TaskGroup group) =>
        Add(framework, submit, gang: false, Ticks(endsAt), [group]);

    internal Workload Build() => new()
    {
        Name = "test",
        Schema = ResourceSchema.CreateStandard(),
        Roles = _roles,
        Weights = _weights,
        Frameworks = _frameworks,
        Jobs = [.. _jobs.OrderBy(job => job.Submit)],
        Inventory = _machines,
        Capabilities = FrameworkCapabilities.GpuResources,
    };

    /// <summary>All machines in one cell for all roles.</summary>
    internal static CellPlan[] Shared(Workload workload, CellKind kind = CellKind.Offers) =>
        [new("shared", kind, workload.Inventory, [.. Enumerable.Range(0, workload.Roles.Count)])];

    /// <summary>A cell for each role, with every so many-th machine.</summary>
    internal static CellPlan[] Split(Workload workload, CellKind kind = CellKind.Offers)
    {
        int roles = workload.Roles.Count;
        return
        [
            .. Enumerable.Range(0, roles).Select(role => new CellPlan(
                workload.Roles[role],
                kind,
                [.. workload.Inventory.Where((_, machine) => machine % roles == role)],
                [role])),
        ];
    }

    internal static RunResult RunShared(
        Workload workload, RunOptions? options = null, ulong seed = 1,
        CellKind kind = CellKind.Offers) =>
        new SimulationRun(workload, Shared(workload, kind), seed, options ?? Runs.AtOnce).Run();

    private static long Thousandths(double amount) => (long)Math.Round(amount * 1000);

    private static string ShapeOf(TaskGroup group)
    {
        ResourceVector demand = group.Demand;
        return $"{group.Count} of {demand[Cpus]}, {demand[Memory]}, {demand[Gpus]}";
    }

    private void Add(
        int framework, double submit, bool gang, long? endsAt, TaskGroup[] groups)
    {
        string shape = $"{gang}/{string.Join('/', groups.Select(ShapeOf))}";
        if (!_shapes.TryGetValue(shape, out int index))
        {
            index = _shapes.Count;
            _shapes.Add(shape, index);
        }

        _jobs.Add(new Job
        {
            Id = $"j{_jobs.Count}",
            Framework = framework,
            Submit = Ticks(submit),
            Groups = groups,
            IsGang = gang,
            EndsAt = endsAt,
            Shape = index,
            TaskCount = groups.Sum(group => group.Count),
            LongestTask = groups.Max(group => group.Duration),
        });
    }
}
