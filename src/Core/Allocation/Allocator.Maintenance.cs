using System;

namespace Offers;

public sealed partial class Allocator
{
    private readonly Maintenance _maintenance = new();
    private readonly AllocatorRecovery _recovery = new();

    /// <summary>
    /// Plans an agent's maintenance, or (null) plans none, and asks for a run over it. From then on
    /// runs send inverse offers to the active frameworks that hold anything there. Forgets the
    /// agent's open inverse offers and inverse-offer filters.
    /// </summary>
    /// <returns>
    /// Ok or <see cref="AllocatorStatus.UnknownAgent"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus SetMaintenance(AgentId id, Timestamp? start, Timestamp now)
    {
        Enter(now);
        if (!_agents.IsValid(id))
        {
            return AllocatorStatus.UnknownAgent;
        }

        _maintenance.Clear(id.Index);
        if (start is { } moment)
        {
            _maintenance.Schedule(id.Index, moment);
        }

        MakeCandidate(id.Index);
        return AllocatorStatus.Ok;
    }

    /// <summary>When an agent's maintenance begins; null when none is planned.</summary>
    /// <exception cref="ArgumentException">No agent has this id.</exception>
    public Timestamp? MaintenanceOf(AgentId id) => _maintenance.Find(Known(id))?.Start;

    /// <summary>
    /// Takes a framework's answer to an inverse offer. Accepted or declined alike, the next one
    /// comes when the filter ends, if the framework still holds anything there then.
    /// </summary>
    /// <param name="framework">Who answers.</param>
    /// <param name="agent">About which agent.</param>
    /// <param name="refuse">
    /// How long it wants no other; zero is no filter, negative 5 s, above 365 days is 365 days.
    /// </param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownAgent"/>,
    /// <see cref="AllocatorStatus.UnknownFramework"/> or <see cref="AllocatorStatus.OfferClosed"/>
    /// (no maintenance is planned there). Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus AnswerInverseOffer(
        FrameworkId framework, AgentId agent, TimeSpan refuse, Timestamp now)
    {
        Enter(now);
        if (!_agents.IsValid(agent))
        {
            return AllocatorStatus.UnknownAgent;
        }

        if (!_frameworks.IsValid(framework))
        {
            return AllocatorStatus.UnknownFramework;
        }

        if (_maintenance.Find(agent.Index) is not { } window)
        {
            return AllocatorStatus.OfferClosed;
        }

        window.Asked.Remove(framework.Index);
        if (refuse != TimeSpan.Zero)
        {
            TimeSpan length = FilterLength(refuse);
            _maintenance.Refuse(
                framework.Index, agent.Index, now + length, length > Options.Interval);
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>Whether runs do nothing for now.</summary>
    public bool IsPaused => _recovery.IsPaused;

    /// <summary>
    /// Stops runs: what asks for one is dropped, not queued; a pending one stays pending.
    /// </summary>
    public void Pause(Timestamp now)
    {
        Enter(now);
        _recovery.IsPaused = true;
    }

    /// <summary>
    /// Lets runs happen again, and ends a wait for agents (<see cref="ExpectAgents"/>).
    /// </summary>
    public void Resume(Timestamp now)
    {
        Enter(now);
        _recovery.Resume();
    }

    /// <summary>
    /// Says after a failover how many agents should come back. With any quota set, runs wait until
    /// <see cref="AllocatorOptions.RecoveryFactor"/> of them are here or
    /// <see cref="AllocatorOptions.RecoveryTimeout"/> has passed: guarantees must not be given away
    /// on a cell that is half known. Then a run over all agents is asked for.
    /// </summary>
    /// <param name="expectedAgents">At least 0.</param>
    /// <param name="now">The time.</param>
    public void ExpectAgents(int expectedAgents, Timestamp now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedAgents);
        Enter(now);
        long enough = expectedAgents * Options.RecoveryFactor / 1000;
        if (_quota.IsOn && enough > 0)
        {
            _recovery.Expect(enough, now + Options.RecoveryTimeout);
            AgentCounted();
        }
    }

    private void AgentCounted()
    {
        if (_recovery.IsExpecting && _agents.Count >= _recovery.EnoughAgents)
        {
            EndRecovery();
        }
    }

    private void EndRecovery()
    {
        _recovery.Resume();
        MakeAllCandidates();
    }

    /// <summary>Step 4: inverse offers for the candidates with maintenance planned.</summary>
    private void SendInverseOffers(bool toAll, Timestamp now)
    {
        IndexSet agents = _maintenance.Scheduled;
        for (int agent = agents.Next(0); agent >= 0; agent = agents.Next(agent + 1))
        {
            if (toAll ? !_lateComers.Contains(agent) : _candidates.Contains(agent))
            {
                AskBack(agent, now);
            }
        }
    }

    private void AskBack(int agent, Timestamp now)
    {
        _holders.Clear();
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            _holders.Add(_clients[_offers.Lists.ClientOf(o)].Framework);
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.NextOnAgent(h))
        {
            _holders.Add(_clients[_holdings.Lists.ClientOf(h)].Framework);
        }

        Maintenance.Window window = _maintenance.Find(agent)!;
        for (int f = _holders.Next(0); f >= 0; f = _holders.Next(f + 1))
        {
            if (_frameworks[f].Active && !window.Asked.Contains(f)
                && !_maintenance.IsRefused(f, agent, now, _isBatch))
            {
                window.Asked.Add(f);
                Effect effect = new(
                    EffectKind.InverseOffered, RescindCause.None, default,
                    _frameworks.IdOf(f), default, _agents.IdOf(agent));
                Outbox.Add(effect, _scratch.Row(2), null);
            }
        }
    }
}
