using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The best set of victims on one agent for one more task: sets of one victim, of two and so on,
/// until some of a size will do.
/// </summary>
internal sealed partial class VictimSearch
{
    private readonly List<VictimCandidate> _trial = [];
    private SearchAgent? _agent;
    private VictimSet? _best;
    private long _sets;
    private long _setsEnd;

    /// <summary>
    /// Over all agents looked at. Restores the books. Null when the guards allow none.
    /// </summary>
    private VictimSet? FindBestSet()
    {
        _best = null;
        foreach (SearchAgent agent in _looked)
        {
            ResourceVector deficit = agent.Deficit(_shape, agent.Fits + 1);
            long least = agent.CountLeast(deficit);
            if (least <= (_best?.Count ?? agent.Candidates.Count))
            {
                SearchOn(agent, deficit, (int)least);
            }
        }

        return _best;
    }

    private void SearchOn(SearchAgent agent, in ResourceVector deficit, int least)
    {
        _agent = agent;
        _setsEnd = _sets + _options.MaxSetsPerAgent;
        VictimSet? before = _best;
        int most = _best?.Count ?? agent.Candidates.Count;
        for (int size = Math.Max(1, least); size <= most && _sets < _setsEnd; size++)
        {
            Extend(0, size, deficit, default);
            if (_best != before)
            {
                break;
            }
        }

        if (_sets >= _setsEnd)
        {
            _isExact = false;
            TakeInOrder(agent, deficit);
        }
    }

    /// <summary>Tries all sets that begin with the trial and have so many more victims.</summary>
    private void Extend(int from, int left, in ResourceVector deficit, in ResourceVector lost)
    {
        if (left == 0)
        {
            Consider(deficit, lost);
            return;
        }

        List<VictimCandidate> candidates = _agent!.Candidates;
        for (int i = from; i <= candidates.Count - left && _sets < _setsEnd; i++)
        {
            if (deficit.IsZero || !SearchAgent.CanCover(deficit, _agent.MostFrom[i], left))
            {
                return;
            }

            VictimCandidate victim = candidates[i];
            if (victim.IsTaken || (victim.Twin >= 0 && !candidates[victim.Twin].IsTaken))
            {
                continue;
            }

            _sets++;
            Try(victim);
            if (MayGrow(victim))
            {
                ResourceVector resources = victim.Task.Resources;
                Extend(i + 1, left - 1, deficit - resources, lost + resources);
            }

            EndTry();
        }
    }

    /// <summary>Whether no guard forbids every set that contains the trial.</summary>
    private bool MayGrow(VictimCandidate last) =>
        _books.FindBelowGuarantee(last, Gained + 1) < 0
        && (_agent!.MayLowerClaimant || !_books.IsBelowShare(last, Gained + 1));

    private void Consider(in ResourceVector deficit, in ResourceVector lost)
    {
        if (!deficit.IsZero)
        {
            return;
        }

        // The guards come last: they are dear, and most sets are no better than the best one.
        VictimSet set = new(_trial, 1, lost, _total);
        if (set.IsBetterThan(_best) && TrialAllowed())
        {
            _best = set;
        }
    }

    private bool TrialAllowed()
    {
        foreach (VictimCandidate victim in _trial)
        {
            if (!_books.Allows(victim, Gained + 1))
            {
                return false;
            }
        }

        return AllAllowed(Gained + 1);
    }

    /// <summary>
    /// When there are too many sets: takes candidates in order while the guards allow them, then
    /// gives back, the worst first, whom the rest does without.
    /// </summary>
    private void TakeInOrder(SearchAgent agent, in ResourceVector deficit)
    {
        ResourceVector freed = default;
        foreach (VictimCandidate victim in agent.Candidates)
        {
            if (victim.IsTaken || deficit.Fits(freed))
            {
                continue;
            }

            Try(victim);
            _sets++;
            if (TrialAllowed())
            {
                freed += victim.Task.Resources;
            }
            else
            {
                EndTry();
            }
        }

        GiveBackNeedless(deficit, ref freed);
        Consider(deficit - freed, freed);
        while (_trial.Count > 0)
        {
            EndTry();
        }
    }

    private void GiveBackNeedless(in ResourceVector deficit, ref ResourceVector freed)
    {
        for (int i = _trial.Count - 1; i >= 0; i--)
        {
            ResourceVector rest = freed - _trial[i].Task.Resources;
            if (deficit.Fits(rest))
            {
                freed = rest;
                _books.GiveBack(_trial[i]);
                _trial[i].IsTaken = false;
                _trial.RemoveAt(i);
            }
        }
    }

    private void Try(VictimCandidate victim)
    {
        _trial.Add(victim);
        _books.Take(victim);
        victim.IsTaken = true;
    }

    private void EndTry()
    {
        VictimCandidate victim = _trial[^1];
        _trial.RemoveAt(_trial.Count - 1);
        _books.GiveBack(victim);
        victim.IsTaken = false;
    }
}
