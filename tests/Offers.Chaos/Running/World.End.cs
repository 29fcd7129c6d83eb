namespace Offers.Chaos;

// The end: faults stop, everything heals, and then all must come to rest.
internal sealed partial class World
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private void End()
    {
        Heal();
        Settle("tasks end", IsSettled, Unsettled);
        CheckJournal();
        RemoveFrameworks();
        Settle("agents empty", AreAgentsEmpty, Busy);
        Probe();
    }

    private void Heal()
    {
        IsQuiet = true;
        Mix.Heal();
        foreach (Peer peer in _agents.Concat<Peer>(_frameworks))
        {
            peer.CutUntil = Time.Now;
        }
        Master.Heal();
        Let("master", () => Master.IsUp);
        foreach (FrameworkNode node in _frameworks)
        {
            node.UsesForce = true;
        }
        Master.Operate(new EndMaintenance([.. _agents.Select(a => a.Hostname)]));
        foreach (AgentNode node in _agents)
        {
            // Only those that are down may be named, so each is tried.
            Master.Operate(new EndMaintenance([node.Hostname]));
        }
        Master.Operate(new ScheduleMaintenance([]));
        Master.Operate(new SetHosts(null));
        foreach (string role in Roles[..5])
        {
            Master.Operate(new SetQuotas(
                [new UpdateQuota(role, default, ResourceLimits.None)])
            { Force = true });
        }
        Undrain();
    }

    private void Undrain()
    {
        foreach (AgentNode node in _agents)
        {
            foreach (string former in node.Former)
            {
                Master.Operate(new MarkAgentGone(former));
            }
            Master.Operate(new SetAgentOffering(node.Model.Name, true));
        }
    }

    /// <summary>Lets time pass until something is true; a failure if it never is.</summary>
    private void Settle(string what, Func<bool> isTrue, Func<string> whatIsMissing)
    {
        Timestamp end = Time.Now + Patience;
        Timestamp nextRound = Time.Now + TimeSpan.FromSeconds(30);
        while (!isTrue())
        {
            ChaosFailure.Require(Time.Next <= end, what, $"not in {Patience}: {whatIsMissing()}");
            Time.Step();
            if (Time.Now > nextRound)
            {
                nextRound = Time.Now + TimeSpan.FromSeconds(30);
                Undrain();
            }
        }
    }

    private void Let(string what, Func<bool> isTrue) => Settle(what, isTrue, () => what);

    private bool IsSettled() => AreAgentsEmpty()
        && _frameworks.TrueForAll(f => f.Scheduler.IsOver
            || (f.Scheduler.IsSubscribed && f.Scheduler.UnsettledTasks == 0));

    private string Unsettled() => string.Join("; ", _frameworks
        .Where(f => !f.Scheduler.IsOver)
        .Select(f => $"{f.Scheduler.Profile.Id} subscribed {f.Scheduler.IsSubscribed}, "
            + $"down {f.IsDown}, connection {f.Current}, "
            + $"waits for {f.Scheduler.Unsettled}")) + "; " + Busy();

    private bool AreAgentsEmpty() => _agents.TrueForAll(a => !a.IsDown && a.Model.IsRegistered
        && a.Model.IsEmpty);

    private string Busy() => string.Join("; ", _agents.Select(
        a => $"{a.Model}, down {a.IsDown}"));

    private static TearDown ByOperator(string framework) =>
        new(framework) { IsByOperator = true };

    private void RemoveFrameworks()
    {
        foreach (FrameworkNode node in _frameworks)
        {
            if (node.Number % 2 == 0)
            {
                node.Do((scheduler, calls) => scheduler.TearDown(calls));
            }
            else
            {
                Master.Operate(ByOperator(node.Scheduler.Profile.Id));
            }
        }
        // Others that agents or the journal know of, and whose time has not run out.
        foreach (string framework in _seen.Order(StringComparer.Ordinal))
        {
            Master.Operate(ByOperator(framework));
        }
    }

    /// <summary>
    /// A new framework of all roles is offered all that the agents have, to the last megabyte:
    /// nothing is held by nobody.
    /// </summary>
    private void Probe()
    {
        if (Master.Options.Allocator.HoardLimit is not null)
        {
            return;
        }
        Prober prober = new(this);
        prober.Start();
        Settle("all is offered", () => prober.HasAll(_agents), () => prober.Missing(_agents));
    }

    private void CheckJournal()
    {
        ulong now = Checks.Digest(Master.Cluster);
        ChaosFailure.Require(now == Checks.Digest(Master.Replay()), "replay",
            "the journal gives another state than the one it was written in");
    }
}
