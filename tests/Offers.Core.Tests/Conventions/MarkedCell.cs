namespace Offers.Core.Tests.Conventions;

/// <summary>
/// A small cell in which every agent has ports and some have reservations, with nested roles,
/// weights, guarantees and limits. It goes round for ever and without chance, through the calls
/// that take ids and resources made once: used warm it must not allocate.
/// </summary>
internal sealed class MarkedCell
{
    private const int AgentCount = 60;
    private const int FrameworkCount = 12;
    private const int MostRunning = 60;

    private static readonly string[] RoleNames =
        ["batch", "eng", "eng/web", "eng/web/front", "ops"];

    private readonly FrameworkId[] _frameworks = new FrameworkId[FrameworkCount];
    private readonly ResourceSet[] _tasks;
    private readonly Queue<Task> _running = new(MostRunning + AgentCount + FrameworkCount);

    private Timestamp _now;
    private long _cycle;

    internal MarkedCell(AllocatorOptions options)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Allocator = new Allocator(
            schema, options with { OfferTimeout = TimeSpan.FromSeconds(3) });
        _tasks =
        [
            ResourceSet.Parse(schema, "cpus(eng/web,DYNAMIC,p):1;ports:[31000-31004]"),
            ResourceSet.Parse(schema, "cpus(eng):1;mem(eng):128"),
            ResourceSet.Parse(schema, "cpus:1;ports:[31000-31009]"),
            ResourceSet.Parse(schema, "mem:256;ports:[31010-31019,31030-31039]"),
            ResourceSet.Parse(schema, "cpus:0.5"),
        ];
        AddFrameworks();
        SetQuota(schema, options.HierarchicalQuota);
        for (int i = 0; i < AgentCount; i++)
        {
            string fixedPart = i % 3 == 0 ? ";cpus(eng):2;mem(eng):512" : "";
            string dynamicPart = i % 4 == 0 ? ";cpus(eng/web,DYNAMIC,p):1" : "";
            ResourceSet total = ResourceSet.Parse(
                schema, "cpus:6;mem:4096;ports:[31000-31999]" + fixedPart + dynamicPart);
            Expect(Allocator.Apply(new AddAgent($"agent{i}", total), _now));
        }
    }

    internal Allocator Allocator { get; }

    internal int Running => _running.Count;

    /// <summary>Offers so far that had ports or reservations in them.</summary>
    internal int MarkedOffers { get; private set; }

    /// <summary>Tasks so far that used some of that.</summary>
    internal int MarkedTasks { get; private set; }

    private readonly record struct Task(
        FrameworkId Framework, RoleId Role, AgentId Agent, ResourceSet Resources);

    internal void Cycle()
    {
        _now += TimeSpan.FromSeconds(1);
        _cycle++;
        Expect(Allocator.Suppress(_frameworks[_cycle % FrameworkCount], [], _now));
        Expect(Allocator.Revive(_frameworks[(_cycle + 6) % FrameworkCount], [], _now));
        Allocator.RunPending(_now);
        Allocator.RunBatch(_now);
        AnswerOffers();
        while (_running.Count > MostRunning)
        {
            Task ended = _running.Dequeue();
            Expect(Allocator.Recover(
                ended.Framework, ended.Role, ended.Agent, ended.Resources, _now));
        }

        Allocator.ExpireOffers(_now);
        Allocator.Outbox.Clear();
    }

    private void AddFrameworks()
    {
        for (int i = 0; i < FrameworkCount; i++)
        {
            RoleId role = Allocator.Role(RoleNames[i % RoleNames.Length]);
            Expect(Allocator.AddFramework(
                $"framework{i}", [role], FrameworkCapabilities.MultiRole, _now,
                out _frameworks[i]));
        }
    }

    /// <summary>Eng is owed much; batch and (with nested quota) the front end run full.</summary>
    private void SetQuota(ResourceSchema schema, bool nested)
    {
        ResourceKind cpus = schema.Add("cpus", "cpu");
        ResourceVector owed = ResourceText.Parse("cpus:150;mem:4096", schema);
        ResourceLimits most = ResourceLimits.None.With(cpus, 40_000);
        RoleId eng = Allocator.Role("eng");
        Expect(Allocator.SetWeight(eng, 2_000, _now));
        Expect(Allocator.SetQuota(eng, owed, ResourceLimits.None.With(cpus, 300_000), _now));
        Expect(Allocator.SetQuota(Allocator.Role("batch"), default, most, _now));
        if (nested)
        {
            Expect(Allocator.SetQuota(Allocator.Role("eng/web/front"), default, most, _now));
        }
    }

    /// <summary>Some run a task, some decline, some forget their offer until it runs out.</summary>
    private void AnswerOffers()
    {
        ReadOnlySpan<Effect> effects = Allocator.Outbox.Effects;
        for (int i = 0; i < effects.Length; i++)
        {
            MarkedOffers += Allocator.Outbox.HasItems(i) ? 1 : 0;
            switch ((_cycle + effects[i].Agent.Index + i) % 7)
            {
                case 0:
                    Expect(Allocator.Decline(
                        effects[i].Offer, TimeSpan.FromSeconds(i % 12), _now));
                    break;
                case 1:
                    break;
                default:
                    AcceptOneTask(effects[i]);
                    break;
            }
        }

        Allocator.Outbox.Clear();
    }

    /// <summary>Runs the first task that fits, beginning at another one each cycle.</summary>
    private void AcceptOneTask(in Effect effect)
    {
        for (int i = 0; i < _tasks.Length; i++)
        {
            ResourceSet task = _tasks[(_cycle + i) % _tasks.Length];
            TimeSpan refuse = TimeSpan.FromSeconds(4);
            if (Allocator.Accept(effect.Offer, task, refuse, _now) == AllocatorStatus.Ok)
            {
                MarkedTasks += ReferenceEquals(task, _tasks[^1]) ? 0 : 1;
                _running.Enqueue(new Task(effect.Framework, effect.Role, effect.Agent, task));
                return;
            }
        }

        Expect(Allocator.Decline(effect.Offer, TimeSpan.Zero, _now));
    }

    private static void Expect(AllocatorStatus status)
    {
        if (status != AllocatorStatus.Ok)
        {
            throw new InvalidOperationException($"found {status}, expected Ok");
        }
    }
}
