namespace Offers.Simulation.Traces;

/// <summary>The file formats that <see cref="TraceReader"/> understands.</summary>
public enum TraceFormat
{
    /// <summary>Task rows in the common schema, <c>.csv</c> or <c>.csv.gz</c>.</summary>
    Tasks,

    /// <summary>
    /// One row a minute with the total, running and pending GPUs of every virtual cluster,
    /// <c>.csv</c> or <c>.csv.gz</c>; known by its column <c>time</c>.
    /// </summary>
    VirtualClusterSeries,

    /// <summary>SWIM's Facebook jobs without a header, <c>.tsv</c> or <c>.tsv.gz</c>.</summary>
    Swim,
}
