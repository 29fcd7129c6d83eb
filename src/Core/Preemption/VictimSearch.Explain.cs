using System;

namespace Offers;

/// <summary>
/// Why one more task is not planned: the checks in the order of <see cref="PreemptionStatus"/>,
/// each asked with the later ones lifted.
/// </summary>
internal sealed partial class VictimSearch
{
    private void Explain()
    {
        if (Capacity() > Gained)
        {
            // It would fit with the victims there are; with more of them shares are no better.
            ExplainGuard();
            return;
        }

        Rest = Closest(static agent => agent.AllHave) ? PreemptionStatus.NothingFits
            : Closest(static agent => agent.StayingHave) ? PreemptionStatus.AlreadyLeaving
            : Closest(static agent => agent.EligibleHave) ? PreemptionStatus.NothingEligible
            : Closest(static agent => agent.CandidatesHave) ? PreemptionStatus.CoolingDown
            : PreemptionStatus.Planned;
        if (Rest == PreemptionStatus.Planned)
        {
            ExplainVictims();
        }
    }

    /// <summary>
    /// Whether one more task fits nowhere though all are gone that are meant; then the evidence
    /// says which agent lacks least, as a share of the cell.
    /// </summary>
    private bool Closest(Func<SearchAgent, ResourceVector> gone)
    {
        SearchAgent? closest = null;
        ResourceVector least = default;
        foreach (SearchAgent agent in _agents)
        {
            ResourceVector missing =
                _shape.Scale(agent.Fits + 1) - (agent.Free + gone(agent));
            if (missing.IsZero)
            {
                return false;
            }

            if (closest is null || missing.DominantShare(_total) < least.DominantShare(_total))
            {
                closest = agent;
                least = missing;
            }
        }

        Evidence = new PreemptionEvidence { Agent = closest?.Name, Missing = least };
        return true;
    }

    private void ExplainVictims()
    {
        VictimSet? best = FindBestSet();
        if (best is not null)
        {
            bool isLarge = best.Count > _options.MaxVictims - _chosen.Count;
            int most = isLarge ? _options.MaxVictims : _allowance;
            Rest = isLarge ? PreemptionStatus.TooManyVictims : PreemptionStatus.RateLimited;
            Evidence = new PreemptionEvidence
            {
                Agent = _agents[best.Victims[0].Agent].Name,
                VictimsNeeded = best.Count,
                VictimsAllowed = Math.Max(0, most - _chosen.Count),
            };
            return;
        }

        _books.IgnoresShares = true;
        best = FindBestSet();
        _books.IgnoresGuarantees = best is null;
        best ??= FindBestSet();
        _books.IgnoresShares = _books.IgnoresGuarantees = false;
        foreach (VictimCandidate victim in best?.Victims ?? [])
        {
            Choose(victim);
        }

        ExplainGuard();
        for (int i = best?.Count ?? 0; i > 0; i--)
        {
            Unchoose(_chosen.Count - 1);
        }
    }

    /// <summary>Names the first guard that refuses one more task with what is chosen.</summary>
    private void ExplainGuard()
    {
        Rest = PreemptionStatus.BelowGuarantee;
        foreach (VictimCandidate victim in _chosen)
        {
            int role = _books.FindBelowGuarantee(victim, Gained + 1);
            if (role >= 0)
            {
                Evidence = new PreemptionEvidence
                {
                    Agent = _agents[victim.Agent].Name,
                    Role = _books[role].Path,
                    Left = _books.LeftOf(role, Gained + 1),
                    Floor = _books.FloorOf(role),
                };
                return;
            }
        }

        Rest = PreemptionStatus.BelowShare;
        foreach (VictimCandidate victim in _chosen)
        {
            if (_books.IsBelowShare(victim, Gained + 1))
            {
                Evidence = new PreemptionEvidence
                {
                    Agent = _agents[victim.Agent].Name,
                    Role = _books[victim.Role].Path,
                    RoleShare = _books.RoleShare(victim.Sides),
                    ClaimantShare = _books.ClaimantShare(victim.Sides, Gained + 1),
                };
                return;
            }
        }
    }
}
