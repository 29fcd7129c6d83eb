using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// All sets of few candidates, by size: for several tasks at once the best of them is known only
/// then, because one large victim may make room for more than one.
/// </summary>
internal sealed partial class VictimSearch
{
    private void ChooseAmongAll()
    {
        List<VictimCandidate> all = [];
        foreach (SearchAgent agent in _looked)
        {
            all.AddRange(agent.Candidates);
        }

        all.Sort(static (a, b) => a.Rank.CompareTo(b.Rank));
        _best = null;
        int most = Math.Min(all.Count, _most);
        for (int size = 1; size <= most && (_best?.Gained ?? 0) < _wanted; size++)
        {
            ChooseFrom(all, 0, size);
        }

        if (_best is not null)
        {
            foreach (VictimCandidate victim in _best.Victims)
            {
                Choose(victim);
            }
        }

        Gained = _best?.Gained ?? 0;
    }

    private void ChooseFrom(List<VictimCandidate> all, int from, int left)
    {
        if (left == 0)
        {
            ConsiderChosen();
            return;
        }

        for (int i = from; i <= all.Count - left; i++)
        {
            List<VictimCandidate> beside = _agents[all[i].Agent].Candidates;
            if (all[i].Twin < 0 || beside[all[i].Twin].IsTaken)
            {
                _sets++;
                Choose(all[i]);
                ChooseFrom(all, i + 1, left - 1);
                Unchoose(_chosen.Count - 1);
            }
        }
    }

    private void ConsiderChosen()
    {
        int gained = Math.Min(_wanted, Capacity());
        while (gained > 0 && gained >= (_best?.Gained ?? 0) && !AllAllowed(gained))
        {
            gained--;
        }

        if (gained == 0 || gained < (_best?.Gained ?? 0))
        {
            return;
        }

        ResourceVector lost = default;
        foreach (VictimCandidate victim in _chosen)
        {
            lost += victim.Task.Resources;
        }

        VictimSet set = new(_chosen, gained, lost, _total);
        _best = set.IsBetterThan(_best) ? set : _best;
    }
}
