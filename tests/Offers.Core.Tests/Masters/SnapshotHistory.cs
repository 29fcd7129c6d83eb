namespace Offers.Core.Tests.Masters;

/// <summary>
/// Commands over a few names, most of them valid in the state that a snapshot shows, some not. The
/// same seed and the same states give the same commands.
/// </summary>
internal sealed partial class SnapshotHistory(Random random, ResourceSchema schema)
{
    private static readonly string[] Frameworks = ["f1", "f2", "f3", "f4"];
    private static readonly string[] Agents = ["a1", "a2", "a3"];
    private static readonly string[] Roles = ["a", "b", "a/x", "c"];
    private static readonly string[] Tasks = ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"];
    private static readonly string?[] Principals = ["p1", "p2", null, "p1"];

    private long _connection;
    private int _life = 1;
    private ulong _update;
    private ClusterSnapshot _state = null!;

    /// <summary>Options with everything that is state, now and then.</summary>
    internal ClusterOptions Options() => new()
    {
        Allocator = new InitOptions
        {
            Mode = (AllocatorMode)random.Next(2),
            AgentOrder = (AgentVisitOrder)random.Next(4),
            AllocateOnReturn = Chance(2),
            OfferTimeout = Chance(3) ? Seconds(random.Next(1, 20)) : null,
            StarvationGuard = Chance(4) ? Seconds(random.Next(1, 9)) : null,
            HoardLimit = Chance(4) ? random.Next(100, 900) : null,
        },
        PingInterval = Seconds(random.Next(3, 30)),
        MaxMissedPings = random.Next(1, 6),
        RemovalInterval = Chance(2) ? Seconds(random.Next(1, 20)) : default,
        ReregistrationTimeout = Seconds(random.Next(5, 40)),
        RateLimits = Chance(2)
            ? []
            : [new RateLimit("p1", 400, 3), new RateLimit(null, 1500, random.Next(3))],
        MaxCompletedFrameworks = random.Next(4),
        MaxCompletedTasks = random.Next(6),
        MaxLostAgents = random.Next(1, 5),
        OptimisticOffers = Chance(3),
        Preemption = Chance(3) ? null : new PreemptionOptions
        {
            Grace = Seconds(random.Next(6)),
            KillGrace = Chance(2) ? null : Seconds(1),
            KeepFor = Seconds(random.Next(1, 30)),
            VictimsPerInterval = 3,
            Interval = Seconds(10),
            Burst = 4,
            Cooldown = Chance(2) ? default : Seconds(8),
            HistoryLength = random.Next(5),
        },
    };

    /// <summary>The next command in a state.</summary>
    internal ClusterCommand Next(ClusterSnapshot state)
    {
        _state = state;
        return random.Next(20) switch
        {
            0 => Connecting(),
            1 => Chance(2) ? Connecting() : new ReviveOffers(PickFramework(), []),
            < 9 => Call(),
            < 15 => Report(),
            15 => Chance(2) ? Operator() : Chance(3) ? Maintenance() : new AdvanceTime(),
            16 => Preemption(),
            _ => new AdvanceTime(),
        };
    }

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private T Pick<T>(IReadOnlyList<T> pool) => pool[random.Next(pool.Count)];

    /// <summary>One of what there is, or of what might be.</summary>
    private string PickName(IReadOnlyList<string> there, string[] pool) =>
        there.Count > 0 && !Chance(12) ? Pick(there) : Pick(pool);

    private string PickFramework() =>
        PickName([.. _state.Frameworks.Select(f => f.Profile.Id)], Frameworks);

    private string PickAgent() => PickName([.. _state.Agents.Select(a => a.Profile.Id)], Agents);

    private ValueList<string> Some(IReadOnlyList<string> pool) =>
        [.. pool.Where(_ => Chance(2)).DefaultIfEmpty(pool[0])];

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private ResourceSet Set(string text) => ResourceSet.Parse(schema, text);

    private UpdateId NewUpdate() => Chance(8) ? UpdateId.None : new UpdateId(7, ++_update);

    private long NewConnection(long old) => Chance(8) ? old : ++_connection;

    private ClusterCommand Connecting() => random.Next(5) switch
    {
        0 when Chance(2) => new DisconnectFramework(PickFramework(), ConnectionOfFramework()),
        1 when Chance(9) => new TearDown(PickFramework()),
        1 => new ChangeFramework(Framework(Pick(Frameworks))),
        _ => Subscription(Pick(Frameworks)),
    };

    private long ConnectionOfFramework() =>
        _state.Frameworks.Count == 0 || Chance(8) ? 1 : Pick(_state.Frameworks).Connection;

    private Subscribe Subscription(string name)
    {
        long old = _state.Frameworks.FirstOrDefault(f => f.Profile.Id == name)?.Connection ?? 0;
        return new Subscribe(Framework(name), NewConnection(old)) { Force = Chance(2) };
    }

    private FrameworkProfile Framework(string name)
    {
        int which = Array.IndexOf(Frameworks, name);
        return new FrameworkProfile(name, new FrameworkDescription
        {
            Roles = Some(Roles),
            Suppressed = Chance(6) ? ["a"] : [],
            Capabilities = FrameworkCapabilities.MultiRole
                | FrameworkCapabilities.RevocableResources
                | FrameworkCapabilities.ReservationRefinement
                | FrameworkCapabilities.SharedResources
                | (which % 2 == 0 ? FrameworkCapabilities.PartitionAware : default),
            Minimums = Chance(5) ? [new RoleMinimum("a", [Set("cpus:1").Plain])] : [],
        })
        {
            Principal = Principals[which],
            Checkpoint = which != 2,
            FailoverTimeout = Seconds(Pick([0, 30, 300])),
        };
    }

    private ClusterCommand Operator() => random.Next(11) switch
    {
        0 => new SetQuotas([new UpdateQuota(
            Pick(Roles), Set(Pick(["", "cpus:1", "cpus:2;mem:100"])).Plain,
            ResourceText.ParseLimits(Pick(["", "cpus:3", "cpus:6;mem:900"]), schema))])
        {
            Force = Chance(2),
        },
        1 => new SetWeights([new RoleWeight(Pick(Roles), Pick([500L, 1000, 2500]))]),
        2 => new SetHosts(!Chance(4) ? null : Some(["m1", "m2", "m3"])),
        3 => new OperateAgent(PickAgent(), [Pick<OfferOperation>(
        [
            new ReserveResources(Set("cpus(b,DYNAMIC,op):1")),
            new UnreserveResources(Set("cpus(b,DYNAMIC,op):1")),
        ])])
        {
            Principal = "op",
        },
        4 => new DrainAgent(PickAgent())
        {
            MaxGrace = Chance(2) ? null : Seconds(3),
            MarkGone = Chance(4),
        },
        5 when Chance(4) => new MarkAgentGone(Pick(Agents)),
        6 => new SetAgentOffering(Pick(Agents), !Chance(3)),
        7 => new RescindOffers(Keys(_state.Offers)),
        8 when Chance(3) => new ExpectAgents(["a9", Pick(Agents)]),
        9 when Chance(2) => new RestartMaster(++_life - (Chance(6) ? 1 : 0)),
        _ => new SetAgentOffering(Pick(Agents), true),
    };

    private ClusterCommand Maintenance() => random.Next(4) switch
    {
        0 => new StartMaintenance([Pick(["m1", "m2"])]),
        1 => new EndMaintenance([Pick(["m1", "m2"])]),
        _ => new ScheduleMaintenance(
        [
            new MaintenanceWindow(["m1"], _state.Time + Seconds(random.Next(20)), null),
            new MaintenanceWindow(["m2", "m3"], new Timestamp(random.Next(3)), Seconds(9)),
        ]),
    };

    private ClusterCommand Preemption()
    {
        if (Chance(6) || _state.Frameworks.Count == 0)
        {
            return new WithdrawPreemption(PickFramework(), Chance(2) ? null : Pick(Roles));
        }

        FrameworkProfile claimant = Pick(_state.Frameworks).Profile;
        return new Preempt(new PreemptionClaim(
            claimant.Id, Chance(9) ? "c" : Pick(claimant.Description.Roles),
            Chance(2) ? PreemptionCause.OverShare : (PreemptionCause)random.Next(3),
            Set(Pick(["cpus:1;mem:100", "cpus:2", "cpus:3"])).Plain, random.Next(1, 3))
        {
            Priority = random.Next(4),
            IsRevocable = Chance(9),
        });
    }
}
