using System;
using System.Collections.Generic;
using System.Numerics;

namespace Offers;

/// <summary>
/// Checks a division of one pool among claims for the properties that DRF proves of its own (DRF,
/// sections 3 and 6). Everything is exact; each check returns the first counterexample, in the
/// order of the claims, or null when the property holds.
/// </summary>
/// <remarks>
/// Tasks may be parts of tasks, and a claim holds exactly what its tasks need. Weights are
/// entitlements: a claim's own part is its weight's part of all weights, and it compares what
/// another holds in proportion to both their weights.
/// </remarks>
public static class DrfProperties
{
    /// <summary>All properties but the last, in the order of the enum.</summary>
    /// <param name="capacity">What there is.</param>
    /// <param name="claims">Who wants it.</param>
    /// <param name="tasks">What each was given, in tasks, in the order of the claims.</param>
    /// <param name="tolerance">
    /// Tasks by which a claim must be wronged to be found; default 0. For solvers that round.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A claim is invalid, or the lists differ in length.
    /// </exception>
    public static FairnessFinding? Check(
        in ResourceVector capacity, IReadOnlyList<Claim> claims, IReadOnlyList<Fraction> tasks,
        Fraction tolerance = default) =>
        Feasibility(capacity, claims, tasks, tolerance)
        ?? SharingIncentive(capacity, claims, tasks, tolerance)
        ?? EnvyFreeness(claims, tasks, tolerance)
        ?? ParetoEfficiency(capacity, claims, tasks, tolerance);

    /// <summary>
    /// Finds a claim that has more tasks than it wants, or a share in what is handed out beyond
    /// capacity. O(claims * kinds).
    /// </summary>
    /// <inheritdoc cref="Check"/>
    public static FairnessFinding? Feasibility(
        in ResourceVector capacity, IReadOnlyList<Claim> claims, IReadOnlyList<Fraction> tasks,
        Fraction tolerance = default)
    {
        Validate(claims, tasks);
        Fraction[] left = Left(capacity, claims, tasks);
        for (int i = 0; i < claims.Count; i++)
        {
            Fraction most = AtMost(claims[i], tasks[i]);
            for (int k = 0; k < left.Length; k++)
            {
                long demand = claims[i].Demand[new ResourceKind(k)];
                if (demand > 0 && left[k] < default(Fraction) && tasks[i] > default(Fraction))
                {
                    most = Least(most, tasks[i] + (left[k] / Whole(demand)));
                }
            }

            if (tasks[i] > most + tolerance || tasks[i] < default(Fraction))
            {
                most = most < default(Fraction) ? default : most;
                return Finding(FairnessProperty.Feasibility, i, i, tasks[i], most);
            }
        }

        return null;
    }

    /// <summary>
    /// Finds a claim that could run more tasks with its own part of every resource. O(claims *
    /// kinds).
    /// </summary>
    /// <inheritdoc cref="Check"/>
    public static FairnessFinding? SharingIncentive(
        in ResourceVector capacity, IReadOnlyList<Claim> claims, IReadOnlyList<Fraction> tasks,
        Fraction tolerance = default)
    {
        Validate(claims, tasks);
        BigInteger weights = 0;
        foreach (Claim claim in claims)
        {
            weights += claim.Weight;
        }

        Fraction[] pool = Left(capacity, [], []);
        for (int i = 0; i < claims.Count; i++)
        {
            Fraction alone = Usable(claims[i], pool, new Fraction(claims[i].Weight, weights));
            if (alone > tasks[i] + tolerance)
            {
                return Finding(FairnessProperty.SharingIncentive, i, i, tasks[i], alone);
            }
        }

        return null;
    }

    /// <summary>
    /// Finds a claim that could run more tasks with what another holds, in proportion to their
    /// weights. O(claims^2 * kinds).
    /// </summary>
    /// <inheritdoc cref="Check"/>
    public static FairnessFinding? EnvyFreeness(
        IReadOnlyList<Claim> claims, IReadOnlyList<Fraction> tasks, Fraction tolerance = default)
    {
        Validate(claims, tasks);
        int kinds = KindsOf(default, claims);
        for (int j = 0; j < claims.Count; j++)
        {
            Fraction[] held = HeldBy(claims[j].Demand, tasks[j], kinds);
            for (int i = 0; i < claims.Count; i++)
            {
                Fraction scale = new(claims[i].Weight, claims[j].Weight);
                Fraction envied = Usable(claims[i], held, scale);
                if (i != j && envied > tasks[i] + tolerance)
                {
                    return Finding(FairnessProperty.EnvyFreeness, i, j, tasks[i], envied);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Finds a claim that could run more tasks with what nobody has. Since claims hold exactly what
    /// their tasks need, nothing else can be moved without loss. O(claims * kinds).
    /// </summary>
    /// <inheritdoc cref="Check"/>
    public static FairnessFinding? ParetoEfficiency(
        in ResourceVector capacity, IReadOnlyList<Claim> claims, IReadOnlyList<Fraction> tasks,
        Fraction tolerance = default)
    {
        Validate(claims, tasks);
        Fraction[] left = Left(capacity, claims, tasks);
        for (int i = 0; i < claims.Count; i++)
        {
            Fraction more = UsableOf(claims[i], left, new Fraction(1, 1));
            Fraction could = AtMost(claims[i], tasks[i] + more);
            if (could > tasks[i] + tolerance)
            {
                return Finding(FairnessProperty.ParetoEfficiency, i, i, tasks[i], could);
            }
        }

        return null;
    }

    /// <summary>
    /// Finds a claim that can run more of its true tasks when it feigns another demand: solves once
    /// for the truth and once for every claim with every lie.
    /// </summary>
    /// <param name="capacity">What there is.</param>
    /// <param name="claims">Who wants it, truly.</param>
    /// <param name="lies">The demands to feign; each more than zero of something.</param>
    /// <param name="solver">
    /// Divides the capacity among claims; the same result for the same claims.
    /// </param>
    /// <param name="tolerance">Tasks that a lie must bring to be found; default 0.</param>
    /// <returns>
    /// The first counterexample, its <see cref="FairnessFinding.Lie"/> set; null when no lie pays,
    /// which proves nothing of other lies.
    /// </returns>
    /// <exception cref="ArgumentException">A claim is invalid.</exception>
    public static FairnessFinding? StrategyProofness(
        in ResourceVector capacity, IReadOnlyList<Claim> claims,
        IReadOnlyList<ResourceVector> lies,
        Func<ResourceVector, IReadOnlyList<Claim>, IReadOnlyList<Fraction>> solver,
        Fraction tolerance = default)
    {
        ArgumentNullException.ThrowIfNull(lies);
        ArgumentNullException.ThrowIfNull(solver);
        IReadOnlyList<Fraction> honest = solver(capacity, claims);
        Validate(claims, honest);
        foreach (ResourceVector lie in lies)
        {
            for (int i = 0; i < claims.Count; i++)
            {
                List<Claim> told = new(claims);
                told[i] = claims[i] with { Demand = lie };
                Fraction given = solver(capacity, told)[i];
                Fraction[] held = HeldBy(lie, given, KindsOf(capacity, told));
                Fraction gained = Usable(claims[i], held, new Fraction(1, 1));
                if (gained > honest[i] + tolerance)
                {
                    return Finding(FairnessProperty.StrategyProofness, i, i, honest[i], gained)
                        with
                    { Lie = lie };
                }
            }
        }

        return null;
    }

    /// <summary>
    /// How many tasks of a claim run with a part of these amounts, at most those that it has.
    /// </summary>
    private static Fraction Usable(in Claim claim, Fraction[] amounts, Fraction part) =>
        AtMost(claim, UsableOf(claim, amounts, part));

    private static Fraction UsableOf(in Claim claim, Fraction[] amounts, Fraction part)
    {
        Fraction? tasks = null;
        for (int k = 0; k < Math.Max(amounts.Length, claim.Demand.LaneCount); k++)
        {
            long demand = claim.Demand[new ResourceKind(k)];
            if (demand > 0)
            {
                Fraction amount = k < amounts.Length ? amounts[k] * part : default;
                amount = amount < default(Fraction) ? default : amount;
                Fraction fit = amount / Whole(demand);
                tasks = tasks is { } known ? Least(known, fit) : fit;
            }
        }

        return tasks ?? default;
    }

    private static Fraction[] HeldBy(in ResourceVector demand, Fraction tasks, int kinds)
    {
        Fraction[] held = new Fraction[kinds];
        for (int k = 0; k < kinds; k++)
        {
            held[k] = tasks * Whole(demand[new ResourceKind(k)]);
        }

        return held;
    }

    /// <summary>Capacity less what the tasks hold; negative where they hold too much.</summary>
    private static Fraction[] Left(
        in ResourceVector capacity, IReadOnlyList<Claim> claims, IReadOnlyList<Fraction> tasks)
    {
        Fraction[] left = new Fraction[KindsOf(capacity, claims)];
        for (int k = 0; k < left.Length; k++)
        {
            left[k] = Whole(capacity[new ResourceKind(k)]);
            for (int i = 0; i < claims.Count; i++)
            {
                left[k] -= tasks[i] * Whole(claims[i].Demand[new ResourceKind(k)]);
            }
        }

        return left;
    }

    private static int KindsOf(in ResourceVector capacity, IReadOnlyList<Claim> claims) =>
        ProgressiveFilling.KindsOf(capacity, claims);

    private static void Validate(IReadOnlyList<Claim> claims, IReadOnlyList<Fraction> tasks)
    {
        ProgressiveFilling.Validate(claims);
        if (tasks.Count != claims.Count)
        {
            throw new ArgumentException(
                $"found {tasks.Count} numbers of tasks, expected one for each of the "
                + $"{claims.Count} claims", nameof(tasks));
        }
    }

    private static Fraction AtMost(in Claim claim, Fraction tasks) =>
        claim.MostTasks is { } most ? Least(tasks, Whole(most)) : tasks;

    private static Fraction Least(Fraction left, Fraction right) => left < right ? left : right;

    private static Fraction Whole(long number) => new(number, BigInteger.One);

    private static FairnessFinding Finding(
        FairnessProperty property, int claim, int other, Fraction has, Fraction could) =>
        new(property, claim, other, has, could, default);
}
