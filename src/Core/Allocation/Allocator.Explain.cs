using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// Says why a framework has no more offers than it has: for each of its roles and each agent
    /// the first check of a run that fails now, as the last run left the cell, with the numbers
    /// that decide it. Costs nothing until it is asked for; then O(roles x agents). Changes
    /// nothing.
    /// </summary>
    /// <param name="framework">Whose offers.</param>
    /// <param name="now">The time; filters that have ended by then hide nothing.</param>
    /// <exception cref="ArgumentException">
    /// No framework has this id, or the time is before that of the last command.
    /// </exception>
    public FrameworkExplanation Explain(FrameworkId framework, Timestamp now)
    {
        if (!_frameworks.IsValid(framework))
        {
            throw new ArgumentException("no framework has this id", nameof(framework));
        }

        Look(now);
        RestoreOrder();
        SumHeadroom();
        List<Verdict> verdicts = [];
        long lastOffer = -1;
        foreach (int client in ClientsByRole(framework.Index))
        {
            lastOffer = Math.Max(lastOffer, _clients[client].LastOfferAt);
            foreach (int agent in AgentsByName())
            {
                verdicts.Add(VerdictOf(agent, client, now));
            }
        }

        TimeSpan? since = lastOffer < 0 ? null : now - new Timestamp(lastOffer);
        return new FrameworkExplanation(framework, since, verdicts);
    }

    /// <summary>A verdict in words, and what would lift it.</summary>
    /// <exception cref="ArgumentException">
    /// It is of another cell, or of one that has moved on.
    /// </exception>
    public string Describe(in Verdict verdict)
    {
        string agent = NameOf(verdict.Agent);
        string role = NameOf(verdict.Role);
        string kind = verdict.Kind is { } decides ? Schema.NameOf(decides) : "";
        string needed = ResourceText.FormatAmount(Math.Max(0, verdict.Needed));
        string found = ResourceText.FormatAmount(Math.Max(0, verdict.Found));
        return verdict.Code switch
        {
            RefusalCode.None => $"the next run will offer {agent}",
            RefusalCode.Paused => "runs are paused: resume them",
            RefusalCode.NotWhitelisted => $"{agent} waits to be put on the whitelist",
            RefusalCode.AgentDeactivated => $"{agent} waits to be activated",
            RefusalCode.FrameworkInactive => "the framework waits to be activated",
            RefusalCode.Suppressed => $"offers under {role} wait to be revived",
            RefusalCode.NothingFree => $"all of {agent} is out: it waits for something to return",
            RefusalCode.SortedBehind =>
                $"{agent} went to {NameOf(verdict.Ahead!.Value)}, which came first",
            RefusalCode.ReservedForOthers =>
                $"what is free on {agent} is reserved for other roles than {role}",
            RefusalCode.Constraint => $"the framework's offer constraints leave {agent} out",
            RefusalCode.BelowMinimum =>
                $"an offer needs {needed} {kind}, {agent} has {found} that {role} may use",
            RefusalCode.Capability =>
                $"{agent} asks for a capability that the framework does not declare",
            RefusalCode.LimitReached =>
                $"the limit leaves {found} {kind} to {role}, an offer needs {needed}",
            RefusalCode.HeadroomHeld =>
                $"headroom for guarantees leaves {found} {kind}, an offer needs {needed}",
            RefusalCode.MinimumShape =>
                $"quota leaves {found} {kind}, the minimum shape needs {needed}",
            RefusalCode.RefuseFilter =>
                $"the framework refused as much; its filter ends at {Seconds(verdict.Needed)} s",
            RefusalCode.KeptForOther =>
                $"what is free on {agent} is kept for others, for whom tasks were preempted",
            RefusalCode.OfferOpen =>
                $"the framework has an offer of {agent} that it has not answered",
            RefusalCode.HoardLimit =>
                "the framework holds as much of the cell in open offers as it may",
            _ => $"the guarantee of {role} is met",
        };
    }

    private static string Seconds(long ticks) =>
        ResourceText.FormatAmount(ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>The same for a scenario, by names.</summary>
    internal AllocatorStatus Explain(
        string framework, string? agent, Timestamp now, List<ScenarioReason> reasons)
    {
        FrameworkId id = FrameworkNamed(framework);
        if (agent is not null && !_agents.TryFind(agent, out _))
        {
            return AllocatorStatus.UnknownAgent;
        }

        if (!_frameworks.IsValid(id))
        {
            return AllocatorStatus.UnknownFramework;
        }

        foreach (Verdict verdict in Explain(id, now).Verdicts)
        {
            string there = NameOf(verdict.Agent);
            if (agent is null || string.Equals(there, agent, StringComparison.Ordinal))
            {
                reasons.Add(new ScenarioReason(
                    NameOf(verdict.Role), there, $"{verdict.Code}", Describe(in verdict)));
            }
        }

        return AllocatorStatus.Ok;
    }

    private List<int> ClientsByRole(int framework)
    {
        List<int> clients = [];
        for (int c = _frameworks[framework].FirstClient; c >= 0; c = _clients[c].NextOfFramework)
        {
            if (!_clients[c].IsForgotten)
            {
                clients.Add(c);
            }
        }

        clients.Sort((a, b) => string.CompareOrdinal(
            _roles[_clients[a].Role].Name, _roles[_clients[b].Role].Name));
        return clients;
    }

    private List<int> AgentsByName()
    {
        List<int> agents = [];
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                agents.Add(agent);
            }
        }

        agents.Sort((a, b) => string.CompareOrdinal(_agents.NameOf(a), _agents.NameOf(b)));
        return agents;
    }

    private Verdict VerdictOf(int agent, int client, Timestamp now)
    {
        RoleId role = new(_clients[client].Role);
        AgentId id = _agents.IdOf(agent);
        RefusalCode code = RefusalBeforeOrder(agent, client, now);
        FrameworkId? ahead = null;
        if (code == RefusalCode.None)
        {
            code = RefusalNow(agent, client, now);
            if (code is not RefusalCode.None && WentAhead(agent, client, now) is { } first)
            {
                code = RefusalCode.SortedBehind;
                ahead = first;
            }
        }

        Verdict plain = new(role, id, code, null, 0, 0, ahead);
        return code switch
        {
            RefusalCode.BelowMinimum or RefusalCode.LimitReached or RefusalCode.HeadroomHeld =>
                Short(plain, client, CountsForOffer(client)),
            RefusalCode.MinimumShape => WithShape(plain),
            RefusalCode.RefuseFilter => plain with
            {
                Needed = _filters.EndOfHiding(client, agent, _draft, now),
            },
            _ => plain,
        };
    }

    private RefusalCode RefusalBeforeOrder(int agent, int client, Timestamp now) =>
        _recovery.IsPausedAt(now) ? RefusalCode.Paused
        : !_agents[agent].Listed ? RefusalCode.NotWhitelisted
        : !_agents[agent].Active ? RefusalCode.AgentDeactivated
        : !_frameworks[_clients[client].Framework].Active ? RefusalCode.FrameworkInactive
        : _clients[client].Suppressed || !_clients[client].Subscribed ? RefusalCode.Suppressed
        : RefusalCode.None;

    private RefusalCode RefusalNow(int agent, int client, Timestamp now)
    {
        _visits++;
        _filters.MarkHidden(agent, [], _visits);
        return !LoadLeft(agent) ? RefusalCode.NothingFree
            : !LoadUsable(_clients[client].Role) ? RefusalCode.ReservedForOthers
            : FirstRefusalAt(agent, client, now);
    }

    /// <summary>As a run that begins now would find it, without filters that end by now.</summary>
    private RefusalCode FirstRefusalAt(int agent, int client, Timestamp now)
    {
        if (_quota.IsNeedy(_clients[client].Role)
            && FirstRefusal(agent, client, RunStage.Guarantees) == RefusalCode.None)
        {
            return RefusalCode.None;
        }

        RefusalCode code = FirstRefusal(agent, client, RunStage.FairShare);
        return code != RefusalCode.RefuseFilter
            || _filters.EndOfHiding(client, agent, _draft, now) > 0 ? code
            : HasShelved(client, agent) ? RefusalCode.OfferOpen
            : _hoard is not null && IsHoarding(client, agent) ? RefusalCode.HoardLimit
            : RefusalCode.None;
    }

    /// <summary>
    /// Who was offered, in the last run, what this client could have had: with that offer back on
    /// the agent, no check fails.
    /// </summary>
    private FrameworkId? WentAhead(int agent, int client, Timestamp now)
    {
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            int other = _offers.Lists.ClientOf(o);
            if (_offers[o].Run != Runs - 1 || other == client)
            {
                continue;
            }

            LoadLeft(agent);
            _closed.Load(_offers.Amounts(o), _offers.Marked(o));
            _left.Add(_closed);
            if (LoadUsable(_clients[client].Role)
                && FirstRefusalAt(agent, client, now) == RefusalCode.None)
            {
                return _frameworks.IdOf(_clients[other].Framework);
            }
        }

        RefusalNow(agent, client, now);
        return null;
    }
}
