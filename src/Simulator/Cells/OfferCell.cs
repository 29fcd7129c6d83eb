namespace Offers.Simulation;

/// <summary>
/// A cell whose machines are handed out by the real allocator: one agent a machine, one scheduler a
/// framework.
/// </summary>
internal sealed partial class OfferCell : Cell
{
    private readonly OfferRules _rules;
    private readonly long _interval;
    private readonly AgentId[] _agents;
    private readonly int[] _machineOfAgent;
    private readonly QueueScheduler?[] _schedulers;
    private readonly QueueScheduler[] _byFramework;
    private readonly List<QueueScheduler> _touched = [];
    private DecisionDigest _digest;
    private ResourceVector _held;
    private long _lastBatch;
    private long _batchAt = long.MaxValue;
    private int _batchToken;
    private long _timeoutAt = long.MaxValue;

    internal OfferCell(SimulationRun run, int index, CellPlan plan, AllocatorOptions options)
        : base(run, index, plan)
    {
        Workload workload = run.Workload;
        Allocator = new Allocator(workload.Schema, options);
        _rules = new OfferRules(workload.Schema, options, workload.Capabilities);
        _interval = options.Interval.Ticks;
        _agents = new AgentId[plan.Machines.Count];
        for (int i = 0; i < _agents.Length; i++)
        {
            Machine machine = plan.Machines[i];
            Expect(Allocator.AddAgent(machine.Name, machine.Capacity, Now, out _agents[i]));
        }

        _machineOfAgent = new int[_agents.Length == 0 ? 0 : _agents.Max(agent => agent.Index) + 1];
        for (int i = 0; i < _agents.Length; i++)
        {
            _machineOfAgent[_agents[i].Index] = i;
        }

        _schedulers = new QueueScheduler?[workload.Frameworks.Count];
        List<QueueScheduler> byFramework = [];
        for (int f = 0; f < _schedulers.Length; f++)
        {
            if (plan.Roles.Contains(workload.Frameworks[f].Role))
            {
                byFramework.Add(AddScheduler(f));
            }
        }

        _byFramework = [.. byFramework.OrderBy(scheduler => scheduler.Id.Index)];
        BeginQuietly();
    }

    internal Allocator Allocator { get; }

    internal Timestamp Now => new(Run.Now);

    /// <inheritdoc/>
    internal override ulong Digest => _digest.Value;

    internal long OffersMade { get; private set; }

    internal long OffersDeclined { get; set; }

    internal long OffersRescinded { get; private set; }

    internal long Batches { get; private set; }

    internal long BatchesSkipped { get; private set; }

    /// <inheritdoc/>
    internal override void Submit(int job, bool again)
    {
        int framework = Run.Workload.Jobs[job].Framework;
        _schedulers[framework]!.Submit(job, again);
    }

    /// <inheritdoc/>
    internal override void Release(ref readonly Allotment allotment)
    {
        QueueScheduler scheduler = _schedulers[Run.Workload.Jobs[allotment.Job].Framework]!;
        ResourceVector amounts = Run.DemandOf(in allotment);
        Expect(Allocator.Recover(
            scheduler.Id, scheduler.Role, _agents[allotment.Machine], amounts, Now));
    }

    /// <inheritdoc/>
    internal override void Changed(int job) =>
        _schedulers[Run.Workload.Jobs[job].Framework]!.LookAnew();

    /// <inheritdoc/>
    internal override void OnTimer(int framework, int token) =>
        _schedulers[framework]!.OnTimer(token);

    /// <inheritdoc/>
    internal override void Settle()
    {
        do
        {
            Allocator.RunPending(Now);
            Deliver();
        }
        while (Allocator.HasPendingRun || Allocator.Outbox.Count > 0);

        MeasureHeld();
        ScheduleBatch();
        ScheduleTimeout();
    }

    internal AllocatorStatus Accept(OfferId offer, in ResourceVector used, TimeSpan refuse) =>
        Allocator.Accept(offer, used, refuse, Now);

    /// <inheritdoc/>
    internal override ResourceVector FreeOn(int machine) => Allocator.FreeOn(_agents[machine]);

    /// <inheritdoc/>
    internal override void AddHeads(List<int> jobs)
    {
        foreach (QueueScheduler scheduler in _byFramework)
        {
            if (scheduler.Head is >= 0 and int head)
            {
                jobs.Add(head);
            }
        }
    }

    /// <inheritdoc/>
    internal override void AddFigures(RunMetrics metrics)
    {
        metrics.Count("offers.made", OffersMade, "offer");
        metrics.Count("offers.declined", OffersDeclined, "offer");
        metrics.Count("offers.rescinded", OffersRescinded, "offer");
        metrics.Count("allocator.runs", Allocator.Runs - BatchesSkipped, "run");
        metrics.Count("allocator.batches", Batches + BatchesSkipped, "batch");
        metrics.Count("allocator.batches.skipped", BatchesSkipped, "batch");
    }

    internal static void Expect(AllocatorStatus status)
    {
        if (status != AllocatorStatus.Ok)
        {
            throw new InvalidOperationException($"the allocator refused a valid command: {status}");
        }
    }

    /// <inheritdoc/>
    protected override bool IsUsable(Machine machine) => _rules.CanOffer(machine);

    /// <summary>
    /// What is still in somebody's hands when the moment is over. Offers that are answered in the
    /// moment in which they are made lock nothing for any time.
    /// </summary>
    private void MeasureHeld()
    {
        ResourceVector held = default;
        foreach (QueueScheduler scheduler in _byFramework)
        {
            held = scheduler.HoldsAny ? held + scheduler.Held : held;
        }

        if (held != _held)
        {
            Run.Metrics.OffersChanged(Run.Now, held, _held);
            _held = held;
        }
    }

    private QueueScheduler AddScheduler(int framework)
    {
        FrameworkModel model = Run.Workload.Frameworks[framework];
        RoleId role = Allocator.Role(RoleText.Of(Run.Workload.Roles[model.Role]));
        Expect(Allocator.SetWeight(role, Run.Workload.Weights[model.Role], Now));
        Expect(Allocator.AddFramework(
            model.Name, [role], Run.Workload.Capabilities, Now, out FrameworkId id));
        Expect(Allocator.Suppress(id, [], Now));
        QueueScheduler scheduler = new(this, framework, model, id, role);
        _schedulers[framework] = scheduler;
        return scheduler;
    }

    /// <summary>Hands effects to their frameworks, and lets each answer once.</summary>
    private void Deliver()
    {
        AllocatorOutbox outbox = Allocator.Outbox;
        _digest.Add(outbox, Now);
        for (int i = 0; i < outbox.Count; i++)
        {
            Effect effect = outbox.Effects[i];
            QueueScheduler scheduler = SchedulerOf(effect.Framework);
            ResourceVector resources = outbox.ResourcesOf(i);
            if (effect.Kind == EffectKind.Offered)
            {
                OffersMade++;
                scheduler.Offered(effect.Offer, _machineOfAgent[effect.Agent.Index], resources);
            }
            else
            {
                OffersRescinded++;
                scheduler.Rescinded(effect.Offer);
            }

            if (!scheduler.IsTouched)
            {
                scheduler.IsTouched = true;
                _touched.Add(scheduler);
            }
        }

        outbox.Clear();
        foreach (QueueScheduler scheduler in _touched)
        {
            scheduler.IsTouched = false;
            scheduler.Respond();
        }

        _touched.Clear();
    }

    private QueueScheduler SchedulerOf(FrameworkId id)
    {
        int low = 0;
        int high = _byFramework.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool isLater = _byFramework[middle].Id.Index < id.Index;
            (low, high) = isLater ? (middle + 1, high) : (low, middle);
        }

        return _byFramework[low];
    }

    /// <summary>
    /// Asks for the first batch that matters, at a multiple of the interval after now.
    /// </summary>
    private void ScheduleBatch()
    {
        bool everyBatch = Run.Options.RunEveryBatch && Run.JobsOpen > 0;
        Timestamp matters = everyBatch ? Now : Allocator.NextBatchThatMatters;
        if (matters == Timestamp.Never)
        {
            return;
        }

        long number = Math.Max(_lastBatch + 1, (matters.Ticks + _interval - 1) / _interval);
        if (number * _interval < _batchAt)
        {
            _batchAt = number * _interval;
            Run.Events.Add(_batchAt, EventKind.Batch, Index, ++_batchToken);
        }
    }
}
