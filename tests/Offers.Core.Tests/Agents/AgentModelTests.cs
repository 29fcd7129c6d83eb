namespace Offers.Core.Tests.Agents;

/// <summary>The agent that simulations and the harness of chaos drive.</summary>
public sealed class AgentModelTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly AgentOutbox _outbox = new();
    private AgentModel _agent;
    private FrameworkProfile _framework = new("f", new FrameworkDescription { Roles = ["r"] });
    private Timestamp _now = Timestamp.Zero;

    public AgentModelTests()
    {
        _agent = new AgentModel(
            new AgentProfile("a", Resources("cpus:4;mem:4096;disk:1000;ports:[1-9]")), 1);
    }

    [Fact]
    public void It_registers_until_it_is_admitted()
    {
        Assert.True(_agent.WantsConnection);
        _agent.Connect(7, _now);
        Run(TimeSpan.FromMinutes(1));
        Assert.True(_outbox.Reports.Count > 1);
        Assert.All(_outbox.Reports, r => Assert.Equal(7, ((RegisterAgent)r).Connection));
        Admit();
        Run(TimeSpan.FromMinutes(1));
        Assert.Empty(_outbox.Reports);
        Assert.True(_agent.IsRegistered);
    }

    [Fact]
    public void A_task_starts_runs_and_ends_and_each_update_waits_for_its_acknowledgement()
    {
        Connect();
        Launch("t", "cpus:1");
        Assert.Equal("cpus:1", _agent.Used.ToString());
        Assert.Equal(
            [TaskState.Starting, TaskState.Running, TaskState.Finished], AcknowledgeAll());
        Assert.Empty(_agent.Tasks);
        Assert.Equal(0, _agent.Streams.Count);
        Assert.True(_agent.Used.IsEmpty);
    }

    [Fact]
    public void A_task_that_does_not_fit_is_dropped()
    {
        Connect();
        Launch("t", "cpus:3;ports:[1-2]");
        Launch("u", "cpus:2");
        Launch("v", "cpus:1;ports:[2-3]");
        Run(TimeSpan.FromMinutes(5));
        ReportUpdate[] dropped = [.. _outbox.Reports.OfType<ReportUpdate>()
            .Where(u => u.State == TaskState.Dropped)];
        Assert.Equal(["u", "v"], dropped.Select(u => u.Task).Distinct());
        Assert.All(dropped, u => Assert.Equal(TaskReason.ResourcesUnknown, u.Reason));
    }

    [Fact]
    public void A_kill_takes_its_grace_and_says_so_to_those_who_can_hear_it()
    {
        Connect(FrameworkCapabilities.TaskKillingState);
        Launch("t", "cpus:1");
        Acknowledge(TaskState.Starting);
        Acknowledge(TaskState.Running);
        Receive(new KillReceived("f", "t", TimeSpan.FromSeconds(5)));
        Assert.Equal([TaskState.Killing, TaskState.Killed], AcknowledgeAll()[^2..]);
    }

    [Fact]
    public void A_task_killed_before_it_started_says_so()
    {
        Connect();
        for (int i = 0; i < 4; i++)
        {
            Launch($"t{i}", "cpus:1");
            Receive(new KillReceived("f", $"t{i}", null));
        }
        ReportUpdate update = Assert.Single(_outbox.Reports.OfType<ReportUpdate>(),
            u => u is { Task: "t0", State: TaskState.Killed });
        Assert.Equal(TaskReason.TaskKilledDuringLaunch, update.Reason);
    }

    [Fact]
    public void Operations_change_what_it_has_and_those_it_cannot_do_are_reported()
    {
        Connect();
        Operate(new ReserveResources(Resources("disk(r):100")));
        Operate(new CreateVolumes(Resources("disk(r)[v:/v]:60")));
        Assert.Contains("disk(r)[v:/v]:60", _agent.Total.ToString(), StringComparison.Ordinal);
        Operate(new ShrinkVolume(Resources("disk(r)[v:/v]:60"), 20_000));
        Operate(new GrowVolume(Resources("disk(r)[v:/v]:40"), Resources("disk(r):5")));
        Operate(new DestroyVolumes(Resources("disk(r)[v:/v]:45")));
        Operate(new UnreserveResources(Resources("disk(r):100")));
        Assert.Equal(_agent.Profile.Resources, _agent.Total);
        Assert.Empty(_outbox.Reports);
        Operate(new UnreserveResources(Resources("disk(r):1")));
        ReportTotal total = Assert.IsType<ReportTotal>(Assert.Single(_outbox.Reports));
        Assert.Equal(1, total.ResourceVersion);
        _outbox.Clear();
        Operate(new UnreserveResources(Resources("disk(r):1")) { Id = "o" }, version: 1);
        ReportOperation failed = Assert.Single(_outbox.Reports.OfType<ReportOperation>());
        Assert.Equal((OperationState.Failed, _agent.Total), (failed.State, failed.Total));
        Assert.Equal(2, failed.ResourceVersion);
        Receive(new OperationAcknowledged("f", "o", failed.Update));
        Assert.Empty(_agent.Operations);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(60_000)]
    [InlineData(60_001)]
    public void A_volume_cannot_shrink_to_nothing(long amount)
    {
        Connect();
        Operate(new ReserveResources(Resources("disk(r):100")));
        Operate(new CreateVolumes(Resources("disk(r)[v:/v]:60")));
        ResourceSet before = _agent.Total;
        Operate(new ShrinkVolume(Resources("disk(r)[v:/v]:60"), amount) { Id = "o" });
        Assert.Equal(before, _agent.Total);
        Assert.Equal(OperationState.Failed,
            Assert.Single(_outbox.Reports.OfType<ReportOperation>()).State);
    }

    [Fact]
    public void An_operation_decided_before_the_master_knew_what_it_has_now_is_dropped()
    {
        Connect();
        ResourceSet more = Resources("cpus:4;mem:4096;disk:2000;ports:[1-9]");
        _agent.ChangeTotal(more, _outbox);
        Assert.Equal(1, Assert.IsType<ReportTotal>(_outbox.Reports[0]).ResourceVersion);
        _outbox.Clear();
        Operate(new ReserveResources(Resources("disk(r):100")) { Id = "o" }, version: 0);
        ReportOperation dropped = Assert.IsType<ReportOperation>(Assert.Single(_outbox.Reports));
        Assert.Equal((OperationState.Dropped, 1L), (dropped.State, dropped.ResourceVersion));
        Assert.Equal(more, _agent.Total);
        Operate(new ReserveResources(Resources("disk(r):100")), version: 1);
        Assert.Equal(Resources("cpus:4;mem:4096;disk:1900;disk(r):100;ports:[1-9]"), _agent.Total);
        _agent = _agent.Restart(isRebooted: false, _now);
        _outbox.Clear();
        _agent.Connect(2, _now);
        Run(TimeSpan.FromSeconds(1));
        Assert.Equal(1, ((ReregisterAgent)_outbox.Reports[0]).Profile.ResourceVersion);
    }

    [Fact]
    public void What_changes_while_it_waits_to_be_admitted_is_told_besides()
    {
        _agent.Connect(1, _now);
        _agent.ChangeTotal(Resources("cpus:8"), _outbox);
        Assert.Empty(_outbox.Reports);
        Run(TimeSpan.FromSeconds(1));
        RegisterAgent register = Assert.IsType<RegisterAgent>(_outbox.Reports[0]);
        Assert.Equal((Resources("cpus:8"), 1L),
            (register.Profile.Resources, register.Profile.ResourceVersion));
        _agent.ChangeTotal(Resources("cpus:9"), _outbox);
        Assert.Equal(2, Assert.IsType<ReportTotal>(_outbox.Reports[^1]).ResourceVersion);
    }

    [Fact]
    public void After_a_crash_it_registers_again_with_what_still_runs()
    {
        Connect();
        Launch("t", "cpus:1");
        Acknowledge(TaskState.Starting);
        _agent = _agent.Restart(isRebooted: false, _now);
        _outbox.Clear();
        _agent.Connect(8, _now);
        Run(TimeSpan.FromSeconds(1));
        ReregisterAgent report = Assert.IsType<ReregisterAgent>(_outbox.Reports[0]);
        Assert.Equal(("t", 8L), (report.Tasks[0].Description.Name, report.Connection));
        Assert.Equal("f", report.Frameworks[0].Id);

        _agent = _agent.Restart(isRebooted: true, _now);
        _outbox.Clear();
        _agent.Connect(9, _now);
        Run(TimeSpan.FromSeconds(1));
        Assert.Empty(((ReregisterAgent)_outbox.Reports[0]).Tasks);
    }

    [Fact]
    public void Without_a_ping_for_75_s_it_looks_for_a_master()
    {
        Connect();
        Run(TimeSpan.FromSeconds(74));
        Assert.False(_agent.WantsConnection);
        Receive(new PingReceived());
        Assert.IsType<AnswerPing>(_outbox.Reports[0]);
        Run(TimeSpan.FromSeconds(74));
        Assert.False(_agent.WantsConnection);
        Run(TimeSpan.FromSeconds(2));
        Assert.True(_agent.WantsConnection);
    }

    [Fact]
    public void An_idle_executor_ends_and_one_that_is_ordered_to_end_takes_its_tasks_along()
    {
        Connect();
        ExecutorDescription executor = new("e", Resources("cpus:0.5"))
        {
            Command = new CommandLine("run"),
        };
        TaskDescription task = new("t", "a", Resources("cpus:1")) { Executor = executor };
        Receive(new LaunchReceived(_framework, "r", task with { Labels = ["duration=10"] }));
        Assert.Equal("cpus:1.5", _agent.Used.ToString());
        AcknowledgeAll();
        Assert.Empty(_agent.Executors);

        Receive(new LaunchReceived(_framework, "r", task with { Name = "u" }));
        Receive(new ExecutorShutDown("f", "e"));
        Assert.Equal(TaskState.Failed, AcknowledgeAll()[^1]);
        Assert.True(_agent.Used.IsEmpty);
    }

    private ResourceSet Resources(string text) => ResourceSet.Parse(_schema, text);

    private void Connect(FrameworkCapabilities capabilities = FrameworkCapabilities.MultiRole)
    {
        _agent.Connect(1, _now);
        Run(TimeSpan.FromSeconds(1));
        Admit();
        _framework = new FrameworkProfile(
            "f", new FrameworkDescription { Roles = ["r"], Capabilities = capabilities });
    }

    private void Admit()
    {
        Receive(new AgentAdmitted(IsDraining: false));
        _outbox.Clear();
    }

    private void Launch(string name, string resources) => Receive(new LaunchReceived(
        _framework, "r", new TaskDescription(name, "a", Resources(resources))
        {
            Command = new CommandLine("sleep"),
            Labels = ["duration=10"],
        }));

    private void Operate(OfferOperation operation, long version = 0) =>
        Receive(new OperationReceived("f", operation) { ResourceVersion = version });

    private void Receive(AgentInstruction message)
    {
        _agent.Receive(message, _now, _outbox);
        Check();
    }

    /// <summary>Advances through everything that is due in so much time.</summary>
    private void Run(TimeSpan time)
    {
        Timestamp end = _now + time;
        while (_agent.NextDeadline <= end)
        {
            _now = _agent.NextDeadline.Ticks > _now.Ticks ? _agent.NextDeadline : _now;
            _agent.Advance(_now, _outbox);
            Check();
        }
        _now = end;
    }

    private void Acknowledge(TaskState state)
    {
        while (_agent.NextDeadline != Timestamp.Never)
        {
            foreach (ReportUpdate update in _outbox.Reports.OfType<ReportUpdate>().ToArray())
            {
                if (update.State == state)
                {
                    Receive(new UpdateAcknowledged(
                        update.Framework, update.Task, update.Update));
                    return;
                }
            }
            Run(TimeSpan.FromSeconds(1));
        }
        Assert.Fail($"no update says {state}");
    }

    private List<TaskState> AcknowledgeAll()
    {
        List<TaskState> states = [];
        for (int i = 0; i < 100; i++)
        {
            ReportUpdate[] updates = [.. _outbox.Reports.OfType<ReportUpdate>()];
            _outbox.Clear();
            foreach (ReportUpdate update in updates)
            {
                states.Add(update.State);
                Receive(new UpdateAcknowledged(update.Framework, update.Task, update.Update));
            }
            Receive(new PingReceived());
            Run(TimeSpan.FromSeconds(1));
        }
        return [.. states.Distinct()];
    }

    private void Check()
    {
        List<string> broken = [];
        _agent.CheckInvariants(broken);
        Assert.Empty(broken);
    }
}
