namespace Offers.Simulation;

/// <summary>What one run found.</summary>
public sealed class RunResult
{
    /// <summary>
    /// Whether it was stopped because it had to miss its wait limit; then nothing else counts.
    /// </summary>
    public bool MissedLimit { get; init; }

    /// <summary>
    /// The digest of all decisions, starts and moments: equal for equal histories.
    /// </summary>
    public ulong Digest { get; init; }

    /// <summary>All figures in a fixed order.</summary>
    public IReadOnlyList<MetricValue> Figures { get; init; } = [];

    /// <summary>The time series; null when none was asked for.</summary>
    public SeriesTable? Series { get; init; }

    /// <summary>Each job in the order of its end; empty when not asked for.</summary>
    public IReadOnlyList<JobTimes> Jobs { get; init; } = [];

    /// <summary>Mean of wait.all in seconds by index of role; 0 for a role without jobs.</summary>
    public IReadOnlyList<double> RoleMeanWaits { get; init; } = [];

    /// <summary>How long the run took.</summary>
    public TimeSpan Wall { get; init; }

    /// <summary>The value of a figure.</summary>
    /// <exception cref="KeyNotFoundException">There is no figure of this name.</exception>
    public double this[string name]
    {
        get
        {
            foreach (MetricValue figure in Figures)
            {
                if (string.Equals(figure.Name, name, StringComparison.Ordinal))
                {
                    return figure.Value;
                }
            }

            throw new KeyNotFoundException($"no figure is named '{name}'");
        }
    }
}
