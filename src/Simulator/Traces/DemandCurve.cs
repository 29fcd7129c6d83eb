namespace Offers.Simulation.Traces;

/// <summary>
/// How much is asked for at every moment, as steps: level <c>i</c> holds from time <c>i</c>
/// until just before time <c>i + 1</c>, and 0 outside. Exact decimals, so that neither the
/// order of the rows nor rounding moves a peak.
/// </summary>
/// <remarks>
/// Exact as long as the figures of the source have at most 15 significant digits, which is what
/// the conversion from <see cref="double"/> keeps.
/// </remarks>
internal sealed class DemandCurve
{
    private readonly decimal[] _times;
    private readonly decimal[] _levels;

    private DemandCurve(decimal[] times, decimal[] levels)
    {
        _times = times;
        _levels = levels;
    }

    /// <summary>The highest level; 0 when nothing is ever asked for.</summary>
    internal decimal Peak => _levels.Length == 0 ? 0 : Math.Max(0, _levels.Max());

    /// <summary>
    /// Sweeps over changes, in any order; those of one moment count together, so an interval
    /// that ends when another begins does not overlap it. Sorts the list. O(n log n).
    /// </summary>
    internal static DemandCurve Sweep(List<DemandChange> changes)
    {
        changes.Sort(static (a, b) => a.Seconds.CompareTo(b.Seconds));
        var times = new List<decimal>();
        var levels = new List<decimal>();
        decimal level = 0;
        for (int i = 0; i < changes.Count; i++)
        {
            level += changes[i].Amount;
            if (i + 1 == changes.Count || changes[i + 1].Seconds != changes[i].Seconds)
            {
                times.Add(changes[i].Seconds);
                levels.Add(level);
            }
        }

        return new DemandCurve([.. times], [.. levels]);
    }

    /// <summary>
    /// The lowest level that is not exceeded during at least the given share of the time from
    /// <paramref name="from"/> to <paramref name="to"/>, a window around every change; the
    /// peak when that window is empty. O(n log n).
    /// </summary>
    internal decimal Percentile(decimal share, decimal from, decimal to)
    {
        decimal needed = share * (to - from);
        decimal passed = 0;
        foreach ((decimal level, decimal seconds) in LevelsWithin(from, to))
        {
            passed += seconds;
            if (passed > 0 && passed >= needed)
            {
                return level;
            }
        }

        return Peak;
    }

    private List<(decimal Level, decimal Seconds)> LevelsWithin(decimal from, decimal to)
    {
        var held = new List<(decimal Level, decimal Seconds)>(_times.Length + 1)
        {
            (0, _times.Length == 0 ? to - from : _times[0] - from),
        };
        for (int i = 0; i < _times.Length; i++)
        {
            decimal end = i + 1 < _times.Length ? _times[i + 1] : to;
            held.Add((_levels[i], end - _times[i]));
        }

        held.Sort(static (a, b) => a.Level.CompareTo(b.Level));
        return held;
    }
}
