using System;
using System.Collections.Generic;
using System.Numerics;

namespace Offers;

/// <summary>
/// Progressive filling without a cell, agents or offers: the mathematics of fair shares alone, for
/// tests, teaching and bounds. One pool of resources, claims with fixed proportions. Everything is
/// exact.
/// </summary>
public static class ProgressiveFilling
{
    /// <summary>
    /// Gives whole tasks, one at a time, to the claim with the least weighted dominant share (DRF,
    /// algorithm 1); ties go to fewer tasks, then to the name. A claim whose next task does not fit
    /// gets no more; the others go on. O(tasks * (log claims + kinds)).
    /// </summary>
    /// <param name="capacity">What there is.</param>
    /// <param name="claims">Who wants it; each demand is more than zero of something.</param>
    /// <exception cref="ArgumentException">
    /// A demand is zero or a weight is out of range.
    /// </exception>
    public static IndivisibleFilling Indivisible(
        in ResourceVector capacity, IReadOnlyList<Claim> claims)
    {
        int[] ranks = Validate(claims);
        long[] tasks = new long[claims.Count];
        List<int> order = [];
        ResourceVector used = default;
        PriorityQueue<int, Place> queue = new();
        for (int i = 0; i < claims.Count; i++)
        {
            queue.Enqueue(i, PlaceOf(claims[i], 0, ranks[i], capacity));
        }

        while (queue.TryDequeue(out int claim, out _))
        {
            ResourceVector demand = claims[claim].Demand;
            ResourceVector next = used + demand;
            if (!next.Fits(capacity) || tasks[claim] == claims[claim].MostTasks)
            {
                continue;
            }

            used = next;
            tasks[claim]++;
            order.Add(claim);
            queue.Enqueue(claim, PlaceOf(claims[claim], tasks[claim], ranks[claim], capacity));
        }

        return new IndivisibleFilling(tasks, order, used);
    }

    /// <summary>
    /// Raises the weighted measure of all claims together; a claim stops when something that it
    /// needs is used up or it has all its tasks; the others go on. Fractions of tasks are allowed.
    /// O(claims^2 * kinds) exact operations.
    /// </summary>
    /// <param name="capacity">What there is.</param>
    /// <param name="claims">Who wants it; each demand is more than zero of something.</param>
    /// <param name="measure">What is equalised.</param>
    /// <returns>Tasks of each claim, in the order of the claims.</returns>
    /// <exception cref="ArgumentException">
    /// A demand is zero or a weight is out of range.
    /// </exception>
    public static IReadOnlyList<Fraction> Divisible(
        in ResourceVector capacity, IReadOnlyList<Claim> claims,
        FillingMeasure measure = FillingMeasure.DominantShare)
    {
        Validate(claims);
        int kinds = KindsOf(capacity, claims);
        Fraction[] tasks = new Fraction[claims.Count];
        Fraction[] rates = new Fraction[claims.Count];
        List<int> rising = [];
        for (int i = 0; i < claims.Count; i++)
        {
            if (IsPossible(claims[i], capacity, kinds))
            {
                rates[i] = Whole(claims[i].Weight) / MeasureOf(claims[i], capacity, measure, kinds);
                rising.Add(i);
            }
        }

        while (rising.Count > 0)
        {
            Raise(capacity, claims, tasks, rates, rising, kinds);
        }

        return tasks;
    }

    private static void Raise(
        in ResourceVector capacity, IReadOnlyList<Claim> claims, Fraction[] tasks, Fraction[] rates,
        List<int> rising, int kinds)
    {
        Fraction? step = null;
        Fraction[] room = new Fraction[kinds];
        for (int k = 0; k < kinds; k++)
        {
            ResourceKind kind = new(k);
            room[k] = Whole(capacity[kind]) - Load(claims, tasks, kind);
            Fraction load = Load(claims, rates, kind, rising);
            step = load > default(Fraction) ? Least(step, room[k] / load) : step;
        }

        foreach (int i in rising)
        {
            step = claims[i].MostTasks is { } most
                ? Least(step, (Whole(most) - tasks[i]) / rates[i])
                : step;
        }

        foreach (int i in rising)
        {
            tasks[i] += rates[i] * step!.Value;
        }

        ResourceVector total = capacity;
        rising.RemoveAll(i => IsStopped(claims[i], tasks[i])
            || TouchesUsedUp(claims, tasks, claims[i], total, kinds));
    }

    private static bool IsStopped(in Claim claim, Fraction tasks) =>
        claim.MostTasks is { } most && tasks == Whole(most);

    private static bool TouchesUsedUp(
        IReadOnlyList<Claim> claims, Fraction[] tasks, in Claim claim, in ResourceVector capacity,
        int kinds)
    {
        for (int k = 0; k < kinds; k++)
        {
            ResourceKind kind = new(k);
            if (claim.Demand[kind] > 0 && Load(claims, tasks, kind) == Whole(capacity[kind]))
            {
                return true;
            }
        }

        return false;
    }

    private static Fraction Load(
        IReadOnlyList<Claim> claims, Fraction[] amounts, ResourceKind kind, List<int>? only = null)
    {
        Fraction sum = default;
        for (int i = 0; i < claims.Count; i++)
        {
            if (only is null || only.Contains(i))
            {
                sum += amounts[i] * Whole(claims[i].Demand[kind]);
            }
        }

        return sum;
    }

    private static Fraction MeasureOf(
        in Claim claim, in ResourceVector capacity, FillingMeasure measure, int kinds)
    {
        Fraction result = default;
        for (int k = 0; k < kinds; k++)
        {
            ResourceKind kind = new(k);
            if (capacity[kind] == 0)
            {
                continue;
            }

            Fraction share = new(claim.Demand[kind], capacity[kind]);
            bool isSum = measure == FillingMeasure.AssetShare;
            result = isSum ? result + share : share > result ? share : result;
        }

        return result;
    }

    private static bool IsPossible(in Claim claim, in ResourceVector capacity, int kinds)
    {
        for (int k = 0; k < kinds; k++)
        {
            ResourceKind kind = new(k);
            if (claim.Demand[kind] > 0 && capacity[kind] == 0)
            {
                return false;
            }
        }

        return claim.MostTasks != 0;
    }

    internal static int KindsOf(in ResourceVector capacity, IReadOnlyList<Claim> claims)
    {
        int kinds = capacity.LaneCount;
        foreach (Claim claim in claims)
        {
            kinds = Math.Max(kinds, claim.Demand.LaneCount);
        }

        return kinds;
    }

    private static Fraction Whole(BigInteger number) => new(number, BigInteger.One);

    private static Fraction Least(Fraction? known, Fraction other) =>
        known is { } least && least < other ? least : other;

    /// <summary>Checks the claims and ranks their names; equal names rank by position.</summary>
    internal static int[] Validate(IReadOnlyList<Claim> claims)
    {
        int[] order = new int[claims.Count];
        for (int i = 0; i < claims.Count; i++)
        {
            order[i] = i;
            Weight.ThrowIfOutOfRange(claims[i].Weight);
            if (claims[i].Demand.IsZero || claims[i].MostTasks < 0)
            {
                throw new ArgumentException(
                    $"claim '{claims[i].Name}': expected a demand above zero, tasks of 0 or more",
                    nameof(claims));
            }
        }

        Array.Sort(order, (a, b) => string.CompareOrdinal(claims[a].Name, claims[b].Name) is var c
            && c != 0 ? c : a.CompareTo(b));
        int[] ranks = new int[claims.Count];
        for (int i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return ranks;
    }

    private static Place PlaceOf(
        in Claim claim, long tasks, int rank, in ResourceVector capacity)
    {
        DominantShare one = claim.Demand.DominantShare(capacity, claim.Weight);
        return new Place(one with { Amount = one.Amount * tasks }, tasks, rank);
    }

    private readonly record struct Place(DominantShare Share, long Tasks, int Rank)
        : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            int order = Share.CompareTo(other.Share);
            order = order != 0 ? order : Tasks.CompareTo(other.Tasks);
            return order != 0 ? order : Rank.CompareTo(other.Rank);
        }
    }
}
