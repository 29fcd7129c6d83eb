using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Finds the victims of one plan. One task after the other gets the best set of victims on one
/// agent; what turns out not to be needed is given back. When one task is wanted that is the best
/// plan; when several are and the eligible tasks are few, all sets of them are tried.
/// </summary>
/// <remarks>
/// O(tasks gained * agents looked at * sets an agent * depth of roles * kinds), each bounded by an
/// option or the view. Invariant (V1): chosen victims are taken in the books and freed on their
/// agents, and no other ones are.
/// </remarks>
internal sealed partial class VictimSearch
{
    private readonly PreemptionBooks _books;
    private readonly PreemptionOptions _options;
    private readonly ResourceVector _shape;
    private readonly ResourceVector _total;
    private readonly SearchAgent[] _agents;
    private readonly List<SearchAgent> _looked = [];
    private readonly List<VictimCandidate> _chosen = [];
    private readonly int _wanted;
    private readonly int _most;
    private readonly int _allowance;
    private bool _isExact = true;

    internal VictimSearch(
        PreemptionBooks books, PreemptionView view, PreemptionOptions options,
        SearchAgent[] agents, in ResourceVector shape, int wanted)
    {
        _books = books;
        _options = options;
        _shape = shape;
        _total = view.Total;
        _agents = agents;
        _wanted = wanted;
        _allowance = view.Allowance;
        _most = Math.Max(0, Math.Min(options.MaxVictims, view.Allowance));
    }

    /// <summary>Tasks that fit with the chosen victims, beyond those that fit without.</summary>
    internal int Gained { get; private set; }

    internal IReadOnlyList<VictimCandidate> Chosen => _chosen;

    internal PreemptionStatus Rest { get; private set; }

    internal PreemptionEvidence Evidence { get; private set; } = new();

    internal PreemptionEffort Effort { get; private set; } = new(0, 0, 0, 0, true);

    internal void Run()
    {
        int cut = LookAtAgents();
        int candidates = 0;
        foreach (SearchAgent agent in _looked)
        {
            candidates += agent.Candidates.Count;
        }

        if (_wanted > 1 && candidates <= _options.ExactCandidates)
        {
            ChooseAmongAll();
        }
        else
        {
            ChooseTaskByTask();
        }

        bool isExact = _isExact && cut == 0;
        Rest = PreemptionStatus.Planned;
        if (Gained < _wanted)
        {
            Explain();
        }

        Effort = new PreemptionEffort(_looked.Count, cut, candidates, _sets, isExact);
    }

    /// <summary>
    /// Those that can hold one more task with all candidates gone, the ones that need the fewest
    /// victims first, then by name.
    /// </summary>
    private int LookAtAgents()
    {
        foreach (SearchAgent agent in _agents)
        {
            ResourceVector deficit = agent.Deficit(_shape, agent.Fits + 1);
            if (agent.Candidates.Count > 0 && deficit.Fits(agent.CandidatesHave))
            {
                agent.Prepare();
                agent.LeastVictims = agent.CountLeast(deficit);
                _looked.Add(agent);
            }
        }

        _looked.Sort(static (a, b) =>
        {
            int order = a.LeastVictims.CompareTo(b.LeastVictims);
            return order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
        });
        int cut = Math.Max(0, _looked.Count - _options.MaxAgents);
        _looked.RemoveRange(_looked.Count - cut, cut);
        return cut;
    }

    private void ChooseTaskByTask()
    {
        while (Gained < _wanted && Capacity() == Gained)
        {
            VictimSet? best = FindBestSet();
            if (best is null || best.Count > _most - _chosen.Count)
            {
                break;
            }

            foreach (VictimCandidate victim in best.Victims)
            {
                Choose(victim);
            }

            Settle();
        }

        DropNeedless();
        _isExact &= _wanted == 1;
    }

    /// <summary>Counts the tasks that fit and that both guards allow with what is chosen.</summary>
    private void Settle()
    {
        int gained = Math.Min(_wanted, Capacity());
        while (gained > Gained && !AllAllowed(gained))
        {
            gained--;
        }

        Gained = gained;
    }

    private int Capacity()
    {
        long capacity = 0;
        foreach (SearchAgent agent in _looked)
        {
            capacity += agent.Fits - agent.FitFree;
        }

        return (int)Math.Min(int.MaxValue, capacity);
    }

    private bool AllAllowed(int gained)
    {
        foreach (VictimCandidate victim in _chosen)
        {
            if (!_books.Allows(victim, gained))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Gives back, the worst victim first, whoever is not needed for what is gained: afterwards
    /// without any one of them less would fit.
    /// </summary>
    private void DropNeedless()
    {
        _chosen.Sort(static (a, b) => a.Rank.CompareTo(b.Rank));
        for (int i = _chosen.Count - 1; i >= 0; i--)
        {
            VictimCandidate victim = _chosen[i];
            Unchoose(i);
            if (Math.Min(_wanted, Capacity()) < Gained || !AllAllowed(Gained))
            {
                Choose(victim);
                _chosen.RemoveAt(_chosen.Count - 1);
                _chosen.Insert(i, victim);
            }
        }
    }

    private void Choose(VictimCandidate victim)
    {
        _chosen.Add(victim);
        _books.Take(victim);
        victim.IsTaken = true;
        SearchAgent agent = _agents[victim.Agent];
        agent.Freed += victim.Task.Resources;
        agent.Fits = SearchAgent.CountFits(agent.Free + agent.Freed, _shape);
    }

    private void Unchoose(int index)
    {
        VictimCandidate victim = _chosen[index];
        _chosen.RemoveAt(index);
        _books.GiveBack(victim);
        victim.IsTaken = false;
        SearchAgent agent = _agents[victim.Agent];
        agent.Freed -= victim.Task.Resources;
        agent.Fits = SearchAgent.CountFits(agent.Free + agent.Freed, _shape);
    }
}
