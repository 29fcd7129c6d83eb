namespace Offers.Simulation;

/// <summary>The names under which experiments and results know the policies.</summary>
public static class PolicyNames
{
    /// <summary>A slice for each role, sized by its mean demand.</summary>
    public const string StaticMean = "static-mean";

    /// <summary>A slice for each role, sized by its peak demand.</summary>
    public const string StaticPeak = "static-peak";

    /// <summary>A slice for each role, all of equal size.</summary>
    public const string StaticEqual = "static-equal";

    /// <summary>A slice for each role, sized for a mean wait of its own jobs.</summary>
    public const string StaticTarget = "static-target";

    /// <summary>One cell shared by resource offers under dominant resource fairness.</summary>
    public const string SharedDrf = "shared-drf";

    /// <summary>One cell with one queue, first in, first out.</summary>
    public const string Fifo = "fifo";

    /// <summary>One cell with one queue and backfilling behind its head.</summary>
    public const string FifoBackfill = "fifo-backfill";

    /// <summary>Every name, in the order in which messages list them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        StaticMean, StaticPeak, StaticEqual, StaticTarget, SharedDrf, Fifo, FifoBackfill,
    ];
}
