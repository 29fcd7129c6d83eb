using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>An agent while a plan is made.</summary>
internal sealed class SearchAgent(string name, ResourceVector free)
{
    /// <summary>How far back twins are looked for.</summary>
    private const int TwinReach = 64;

    internal string Name { get; } = name;

    internal ResourceVector Free { get; } = free;

    /// <summary>Of taken victims.</summary>
    internal ResourceVector Freed { get; set; }

    /// <summary>The claimant's tasks that fit without a victim.</summary>
    internal int FitFree { get; set; }

    /// <summary>The claimant's tasks that fit with the victims taken so far.</summary>
    internal int Fits { get; set; }

    /// <summary>What everybody there has, by how far the claim may reach for it.</summary>
    internal ResourceVector AllHave { get; set; }

    /// <inheritdoc cref="AllHave"/>
    internal ResourceVector StayingHave { get; set; }

    /// <inheritdoc cref="AllHave"/>
    internal ResourceVector EligibleHave { get; set; }

    /// <inheritdoc cref="AllHave"/>
    internal ResourceVector CandidatesHave { get; set; }

    /// <summary>In the order of preference once <see cref="Prepare"/> was called.</summary>
    internal List<VictimCandidate> Candidates { get; } = [];

    /// <summary>The largest amounts of candidates from each one on; one entry more.</summary>
    internal ResourceVector[] MostFrom { get; private set; } = [];

    /// <summary>Least number of victims for one more task, without a look at the guards.</summary>
    internal long LeastVictims { get; set; }

    /// <summary>
    /// Whether some victims lower the claimant's share: then a set that breaks a share may be part
    /// of one that does not.
    /// </summary>
    internal bool MayLowerClaimant { get; private set; }

    internal void Prepare()
    {
        Candidates.Sort(static (a, b) => a.Rank.CompareTo(b.Rank));
        MostFrom = new ResourceVector[Candidates.Count + 1];
        for (int i = Candidates.Count - 1; i >= 0; i--)
        {
            MostFrom[i] = ResourceVector.Max(MostFrom[i + 1], Candidates[i].Task.Resources);
            Candidates[i].Twin = FindTwin(i);
            MayLowerClaimant |= Candidates[i].LowersClaimant;
        }
    }

    /// <summary>What so many tasks lack, beyond what is free and freed.</summary>
    internal ResourceVector Deficit(in ResourceVector shape, int tasks) =>
        shape.Scale(tasks) - (Free + Freed);

    /// <summary>Whether so many of the largest amounts can cover a deficit.</summary>
    internal static bool CanCover(in ResourceVector deficit, in ResourceVector most, int count)
    {
        for (int i = 0; i < deficit.LaneCount; i++)
        {
            if (deficit.Lane(i) > (Int128)most.Lane(i) * count)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// A lower bound of the number of victims that cover a deficit; too many when none do.
    /// </summary>
    internal long CountLeast(in ResourceVector deficit)
    {
        long least = 0;
        for (int i = 0; i < deficit.LaneCount; i++)
        {
            long lacks = deficit.Lane(i);
            long most = MostFrom[0].Lane(i);
            if (lacks > 0)
            {
                least = Math.Max(least, most == 0 ? long.MaxValue : ((lacks - 1) / most) + 1);
            }
        }

        return least;
    }

    /// <summary>How many tasks of a shape a capacity holds.</summary>
    internal static int CountFits(in ResourceVector capacity, in ResourceVector shape)
    {
        long fits = int.MaxValue;
        for (int i = 0; i < shape.LaneCount; i++)
        {
            if (shape.Lane(i) > 0)
            {
                fits = Math.Min(fits, capacity.Lane(i) / shape.Lane(i));
            }
        }

        return (int)fits;
    }

    private int FindTwin(int index)
    {
        for (int i = index - 1; i >= Math.Max(0, index - TwinReach); i--)
        {
            if (Candidates[i].HasEffectOf(Candidates[index]))
            {
                return i;
            }
        }

        return -1;
    }
}
