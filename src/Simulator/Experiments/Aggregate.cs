namespace Offers.Simulation.Experiments;

/// <summary>The figures of one policy over all seeds.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Workload">The workload's name.</param>
/// <param name="Figures">Intervals by figure, in the order of the figures of a run.</param>
public sealed record Aggregate(
    string Policy, string Workload, IReadOnlyList<KeyValuePair<string, Interval>> Figures)
{
    /// <summary>The interval of a figure; null when the policy has no such figure.</summary>
    public Interval? this[string name]
    {
        get
        {
            foreach ((string key, Interval value) in Figures)
            {
                if (string.Equals(key, name, StringComparison.Ordinal))
                {
                    return value;
                }
            }

            return null;
        }
    }
}
