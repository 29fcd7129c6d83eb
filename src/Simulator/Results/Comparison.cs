using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>One figure under two policies, and what may be said about it.</summary>
/// <param name="First">Under the policy that is spoken of.</param>
/// <param name="Second">Under the one that it is held against.</param>
internal readonly record struct Comparison(Interval? First, Interval? Second)
{
    /// <summary>Below this part of the larger one, a difference is called none.</summary>
    internal const double Negligible = 0.01;

    /// <summary>What the data say.</summary>
    internal Verdict Verdict
    {
        get
        {
            if (First is not { } first || Second is not { } second
                || !double.IsFinite(first.Mean) || !double.IsFinite(second.Mean))
            {
                return Verdict.Unknown;
            }

            double size = Math.Max(Math.Abs(first.Mean), Math.Abs(second.Mean));
            if (Math.Abs(first.Mean - second.Mean) <= Negligible * size)
            {
                return Verdict.Same;
            }

            bool overlap = first.Low <= second.High && second.Low <= first.High;
            Verdict order = first.Mean < second.Mean ? Verdict.Lower : Verdict.Higher;
            return overlap ? Verdict.Unclear : order;
        }
    }

    /// <summary>
    /// Whether a side has no interval, so that nothing says how sure the order is.
    /// </summary>
    internal bool IsUnsure => IsPoint(First) || IsPoint(Second);

    /// <summary>The larger mean over the smaller; infinite when that is 0.</summary>
    internal double Factor
    {
        get
        {
            double first = First?.Mean ?? double.NaN;
            double second = Second?.Mean ?? double.NaN;
            double small = Math.Min(first, second);
            return small > 0 ? Math.Max(first, second) / small : double.PositiveInfinity;
        }
    }

    private static bool IsPoint(Interval? interval) =>
        interval is { } known && known.Low.Equals(known.High) && known.Mean != 0;
}
