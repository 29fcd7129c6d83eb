namespace Offers.Chaos;

// What goes wrong and what operators do: one incident after the other, each with its own chance.
internal sealed partial class World
{
    private void PlanNext()
    {
        int number = Incidents++;
        Chance chance = new(Options.Seed, $"incident {number}");
        double seconds = chance.Below(2000) / 1000.0 * Mix.MeanGapSeconds;
        Time.In(TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(1), () =>
        {
            if (IsQuiet)
            {
                return;
            }
            if (!Options.Skipped.Contains(number) && Mix.Pick(chance) is IncidentKind kind)
            {
                Counters.Add("incident", kind.ToString());
                if (Options.KeepsTranscript)
                {
                    Master.Monitor.Transcript.Add(
                        $"{Time.Now.Seconds:0.000} -- incident {number}: {kind}");
                }
                Happen(kind, chance);
            }
            PlanNext();
        });
    }

    private AgentNode? SomeAgent(Chance chance) =>
        _agents.Count == 0 ? null : chance.Of(_agents);

    private FrameworkNode? SomeFramework(Chance chance) =>
        _frameworks.Count == 0 ? null : chance.Of(_frameworks);

    private void Happen(IncidentKind kind, Chance chance)
    {
        if (kind < IncidentKind.KillAgent)
        {
            DisturbNetwork(kind, chance);
        }
        else if (kind < IncidentKind.CrashFramework)
        {
            if (SomeAgent(chance) is AgentNode agent)
            {
                DisturbAgent(kind, agent, chance);
            }
        }
        else if (kind < IncidentKind.CrashMaster)
        {
            if (SomeFramework(chance) is FrameworkNode framework)
            {
                DisturbFramework(kind, framework, chance);
            }
        }
        else if (kind < IncidentKind.Drain)
        {
            DisturbMaster(kind, chance);
        }
        else if (OperatorCommand(kind, chance) is ClusterCommand command)
        {
            Master.Operate(command);
        }
    }

    private void DisturbNetwork(IncidentKind kind, Chance chance)
    {
        switch (kind)
        {
            case IncidentKind.BreakAgentLink when SomeAgent(chance)?.Current is Connection link:
                Net.Break(link, chance.Of([0.0, 2.0, 30.0]), chance.Of([0.0, 5.0, 60.0]));
                break;
            case IncidentKind.BreakFrameworkLink
                when SomeFramework(chance)?.Current is Connection link:
                Net.Break(link, chance.Of([0.0, 2.0, 30.0]), chance.Of([0.0, 5.0, 60.0]));
                break;
            case IncidentKind.HalfOpenAgent when SomeAgent(chance)?.Current is Connection link:
                Net.HalfOpen(link);
                break;
            case IncidentKind.HalfOpenFramework
                when SomeFramework(chance)?.Current is Connection link:
                Net.HalfOpen(link);
                break;
            case IncidentKind.Partition:
                Cut(chance);
                break;
            case IncidentKind.StallMaster:
                Master.Stall(chance.Skewed(60));
                break;
            case IncidentKind.FreezeAgents:
                FreezeMany(chance);
                break;
        }
    }

    /// <summary>
    /// Machines stand still together for about as long as pings may be missed: some are removed,
    /// and some answer while they wait for their removal.
    /// </summary>
    private void FreezeMany(Chance chance)
    {
        foreach (AgentNode agent in _agents)
        {
            if (chance.PerMille(700))
            {
                agent.Freeze(chance.Of([70.0, 140.0, 200.0]));
            }
        }
    }

    /// <summary>Some peers are cut off for up to five minutes.</summary>
    private void Cut(Chance chance)
    {
        TimeSpan time = chance.Skewed(300);
        foreach (Peer peer in _agents.Concat<Peer>(_frameworks))
        {
            if (chance.PerMille(400))
            {
                Counters.Add("network", "peers cut off");
                peer.CutUntil = Time.Now + time;
                if (peer.Current is Connection connection)
                {
                    Net.HalfOpen(connection);
                }
            }
        }
    }

    private void DisturbAgent(IncidentKind kind, AgentNode agent, Chance chance)
    {
        switch (kind)
        {
            case IncidentKind.KillAgent:
                agent.Crash(isRebooted: false, chance.Of([1.0, 30.0, 200.0]));
                break;
            case IncidentKind.KillAgentBeforeActing:
                agent.CrashBeforeActing();
                break;
            case IncidentKind.FreezeAgent:
                agent.Freeze(chance.Of([1.0, 70.0, 200.0]));
                break;
            case IncidentKind.RebootAgent:
                agent.Crash(isRebooted: true, chance.Of([30.0, 200.0]));
                break;
            case IncidentKind.AgentLeaves:
                agent.Leave();
                break;
            case IncidentKind.ReplaceAgent:
                if (!agent.IsDown)
                {
                    agent.Replace(300);
                }
                break;
            case IncidentKind.ChangeTotal:
                ResourceSet more = ResourceSet.Parse(Schema, $"mem:{64 + chance.Below(2000)}");
                ResourceSet total = agent.Model.Total;
                bool canShrink = (total - agent.Model.Used).Contains(more);
                total = canShrink && chance.Half() ? total - more : total + more;
                Grow(agent.Model.Name, total);
                agent.ChangeTotal(total);
                break;
            case IncidentKind.ChangeRevocable:
                ResourceSet estimate = agent.Model.Used.Revocable
                    + ResourceSet.Parse(Schema, $"cpus{{REV}}:{chance.Below(4)}");
                Grow(agent.Model.Name, agent.Model.Total.NonRevocable + estimate);
                agent.ChangeRevocable(estimate);
                break;
        }
    }

    private void DisturbFramework(IncidentKind kind, FrameworkNode framework, Chance chance)
    {
        switch (kind)
        {
            case IncidentKind.CrashFramework:
                framework.Crash(chance.Of([1.0, 20.0, 150.0]));
                break;
            case IncidentKind.ReplaceFramework:
                framework.Replace();
                break;
            case IncidentKind.TwinFramework when !framework.IsDown:
                StartTwin(framework, chance);
                break;
        }
    }

    /// <summary>
    /// A second scheduler of the same name comes up; one of the two ends some time later.
    /// </summary>
    private void StartTwin(FrameworkNode framework, Chance chance)
    {
        FrameworkNode twin = new(this, framework.Number, $" twin {Incidents}")
        {
            UsesForce = chance.Half(),
        };
        twin.Become(framework.Scheduler.Reborn(twin, Time.Now));
        twin.Start();
        Time.In(chance.Upto(60), () =>
        {
            if (chance.Half() && !IsQuiet && !framework.IsDown)
            {
                twin.UsesForce = true;
                framework.Stop();
                _frameworks[_frameworks.IndexOf(framework)] = twin;
            }
            else
            {
                twin.Stop();
            }
        });
    }

    private void DisturbMaster(IncidentKind kind, Chance chance)
    {
        switch (kind)
        {
            case IncidentKind.CrashMaster:
                Master.Crash(losesJournal: false, isMachine: chance.Half());
                break;
            case IncidentKind.CrashMasterUnsent:
                Master.CrashUnsent();
                break;
            case IncidentKind.LoseMaster when chance.PerMille(300):
                Master.Crash(losesJournal: true, isMachine: chance.Half());
                break;
        }
    }
}
