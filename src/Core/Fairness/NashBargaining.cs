using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The competitive equilibrium from equal incomes (DRF, section 5.2), which for tasks of fixed
/// proportions is the Nash bargaining solution: it maximises the product of the claims' tasks, each
/// to the power of its weight. Solutions need not be rational, so that this one is numeric.
/// </summary>
/// <remarks>
/// The dual maximises the weighted sum of ln(price of a task) over prices that add up to the
/// budget. Each step multiplies a kind's price by the part of its capacity that is demanded at the
/// present prices (expectation maximisation for mixture proportions), which raises the objective
/// every time; the maximum is unique in the tasks.
/// </remarks>
public static class NashBargaining
{
    private const int MostSteps = 2_000_000;
    private const double Tolerance = 1e-12;

    /// <summary>
    /// Solves for the tasks of each claim; the bounds on tasks are not supported.
    /// </summary>
    /// <param name="capacity">What there is.</param>
    /// <param name="claims">Who wants it, without <see cref="Claim.MostTasks"/>.</param>
    /// <returns>
    /// Tasks of each claim, to about nine digits; zero where something needed does not exist.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A claim is invalid or has a bound on its tasks.
    /// </exception>
    public static IReadOnlyList<double> Divisible(
        in ResourceVector capacity, IReadOnlyList<Claim> claims)
    {
        ProgressiveFilling.Validate(claims);
        double[][] shares = new double[claims.Count][];
        double budget = 0;
        for (int i = 0; i < claims.Count; i++)
        {
            if (claims[i].MostTasks is not null)
            {
                throw new ArgumentException(
                    $"claim '{claims[i].Name}': a bound on tasks is not supported", nameof(claims));
            }

            shares[i] = SharesOf(claims[i], capacity);
            budget += shares[i].Length > 0 ? claims[i].Weight : 0;
        }

        double[] prices = new double[capacity.LaneCount];
        Array.Fill(prices, budget / prices.Length);
        double[] used = new double[prices.Length];
        for (int step = 0; step < MostSteps && Improve(claims, shares, prices, used); step++)
        {
        }

        return TasksAt(claims, shares, prices);
    }

    /// <summary>
    /// One task's share of each kind; empty when it needs what there is nothing of.
    /// </summary>
    private static double[] SharesOf(in Claim claim, in ResourceVector capacity)
    {
        double[] shares = new double[capacity.LaneCount];
        for (int k = 0; k < Math.Max(shares.Length, claim.Demand.LaneCount); k++)
        {
            ResourceKind kind = new(k);
            if (claim.Demand[kind] > 0 && capacity[kind] == 0)
            {
                return [];
            }

            if (k < shares.Length && claim.Demand[kind] > 0)
            {
                shares[k] = claim.Demand[kind] / (double)capacity[kind];
            }
        }

        return shares;
    }

    private static bool Improve(
        IReadOnlyList<Claim> claims, double[][] shares, double[] prices, double[] used)
    {
        Array.Clear(used);
        double[] tasks = TasksAt(claims, shares, prices);
        for (int i = 0; i < tasks.Length; i++)
        {
            for (int k = 0; k < shares[i].Length; k++)
            {
                used[k] += tasks[i] * shares[i][k];
            }
        }

        double change = 0;
        for (int k = 0; k < prices.Length; k++)
        {
            double next = prices[k] * used[k];
            change = Math.Max(change, Math.Abs(next - prices[k]));
            prices[k] = next;
        }

        return change > Tolerance;
    }

    private static double[] TasksAt(
        IReadOnlyList<Claim> claims, double[][] shares, double[] prices)
    {
        double[] tasks = new double[claims.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            double price = 0;
            for (int k = 0; k < shares[i].Length; k++)
            {
                price += shares[i][k] * prices[k];
            }

            tasks[i] = price > 0 ? claims[i].Weight / price : 0;
        }

        return tasks;
    }
}
