using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>One claim on its way to a plan.</summary>
internal sealed class PlanDraft
{
    private readonly PreemptionView _view;
    private readonly PreemptionClaim _claim;
    private readonly PreemptionOptions _options;
    private readonly PreemptionBooks _books;
    private readonly SearchAgent[] _agents;
    private int _starved = -1;

    internal PlanDraft(PreemptionView view, PreemptionClaim claim, PreemptionOptions options)
    {
        _view = view;
        _claim = claim;
        _options = options;
        _books = new PreemptionBooks(view, claim);
        _agents = AllowedAgents(view);
    }

    internal PreemptionPlan Make()
    {
        int wanted = Math.Max(0, _claim.Count - _claim.Promised);
        if (wanted == 0)
        {
            return Refused(PreemptionStatus.Underway, 0, 0);
        }

        if (_claim.Cause == PreemptionCause.StarvedGuarantee)
        {
            _starved = _books.FindStarved(out int owed);
            wanted = Math.Min(wanted, owed);
            if (wanted == 0)
            {
                return Refused(PreemptionStatus.NotStarved, 0, 0);
            }
        }

        if (_agents.Length == 0)
        {
            return Refused(PreemptionStatus.NoAgents, wanted, 0);
        }

        int fitFree = CountFree(wanted);
        if (fitFree == wanted)
        {
            return Refused(PreemptionStatus.FitsFree, wanted, fitFree);
        }

        _books.Place(fitFree);
        AddTasks(_view);
        VictimSearch search = new(
            _books, _view, _options, _agents, _claim.Shape, wanted - fitFree);
        search.Run();
        return new PreemptionPlan
        {
            Status = search.Gained > 0 ? PreemptionStatus.Planned : search.Rest,
            Rest = search.Rest,
            Evidence = search.Evidence,
            Wanted = wanted,
            FitFree = fitFree,
            Gained = search.Gained,
            VictimCount = search.Chosen.Count,
            Agents = AgentsOf(search),
            Effort = search.Effort,
        };
    }

    private static PreemptionPlan Refused(PreemptionStatus status, int wanted, int fitFree) =>
        new() { Status = status, Rest = status, Wanted = wanted, FitFree = fitFree };

    private SearchAgent[] AllowedAgents(PreemptionView view)
    {
        List<PreemptionAgent> sorted = new(view.Agents);
        sorted.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        List<string> allowed = new(_claim.Agents ?? []);
        allowed.Sort(StringComparer.Ordinal);
        List<SearchAgent> agents = [];
        for (int i = 0; i < sorted.Count; i++)
        {
            string name = sorted[i].Name;
            if (i > 0 && string.Equals(name, sorted[i - 1].Name, StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"the agent '{name}' is twice in the view", nameof(view));
            }

            if (_claim.Agents is null || allowed.BinarySearch(name, StringComparer.Ordinal) >= 0)
            {
                agents.Add(new SearchAgent(name, sorted[i].Free));
            }
        }

        return agents.ToArray();
    }

    private int CountFree(int wanted)
    {
        long count = 0;
        foreach (SearchAgent agent in _agents)
        {
            agent.FitFree = agent.Fits = SearchAgent.CountFits(agent.Free, _claim.Shape);
            count += agent.FitFree;
        }

        return (int)Math.Min(wanted, count);
    }

    private void AddTasks(PreemptionView view)
    {
        Dictionary<string, int> byName = new(StringComparer.Ordinal);
        for (int i = 0; i < _agents.Length; i++)
        {
            byName.Add(_agents[i].Name, i);
        }

        List<VictimCandidate> candidates = [];
        VictimRules rules = new(_books, _claim, _starved);
        foreach (PreemptionTask task in view.Tasks)
        {
            if (byName.TryGetValue(task.Agent, out int agent))
            {
                Add(rules.CandidateOf(task, agent), task, _agents[agent], candidates);
            }
        }

        candidates.Sort(VictimCandidate.Compare);
        for (int i = 0; i < candidates.Count; i++)
        {
            if (i > 0 && VictimCandidate.Compare(candidates[i - 1], candidates[i]) == 0)
            {
                throw new ArgumentException(
                    $"the task '{candidates[i].Task.Name}' is twice in the view", nameof(view));
            }

            candidates[i].Rank = i;
            _agents[candidates[i].Agent].Candidates.Add(candidates[i]);
        }
    }

    private static void Add(
        VictimCandidate? candidate, PreemptionTask task, SearchAgent agent,
        List<VictimCandidate> candidates)
    {
        agent.AllHave += task.Resources;
        agent.StayingHave += task.IsLeaving ? default : task.Resources;
        if (candidate is null)
        {
            return;
        }

        agent.EligibleHave += task.Resources;
        if (!candidate.IsSpared)
        {
            agent.CandidatesHave += task.Resources;
            candidates.Add(candidate);
        }
    }

    private ValueList<AgentPreemption> AgentsOf(VictimSearch search)
    {
        List<AgentPreemption> plans = [];
        int left = search.Gained;
        for (int i = 0; i < _agents.Length; i++)
        {
            List<PreemptionVictim> victims = [];
            foreach (VictimCandidate victim in search.Chosen)
            {
                if (victim.Agent == i)
                {
                    victims.Add(VictimOf(victim, search.Gained));
                }
            }

            if (victims.Count > 0)
            {
                SearchAgent agent = _agents[i];
                int gained = Math.Min(left, agent.Fits - agent.FitFree);
                left -= gained;
                ResourceVector kept = _claim.Shape.Scale(agent.FitFree + gained);
                plans.Add(new AgentPreemption(
                    agent.Name, agent.FitFree + gained, kept, kept - agent.Freed, [.. victims]));
            }
        }

        return [.. plans];
    }

    private PreemptionVictim VictimOf(VictimCandidate victim, int gained)
    {
        DominantShare role = _books.RoleShare(victim.Sides);
        DominantShare claimant = _books.ClaimantShare(victim.Sides, gained);
        VictimReason reason = victim.Reason;
        if (reason == VictimReason.AboveGuarantee && role >= claimant
            && victim.RoleShare > _books.ClaimantShare(victim.Sides, 0))
        {
            reason = VictimReason.OverShare;
        }

        return new PreemptionVictim(victim.Task, reason, role, claimant);
    }
}
