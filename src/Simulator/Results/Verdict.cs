namespace Offers.Simulation.Results;

/// <summary>What the data say about one figure under two policies.</summary>
internal enum Verdict
{
    /// <summary>There are no such figures to compare.</summary>
    Unknown,

    /// <summary>Equal, or less than 1 % apart.</summary>
    Same,

    /// <summary>The intervals overlap: the data do not tell them apart.</summary>
    Unclear,

    /// <summary>The first is lower, by more than the intervals.</summary>
    Lower,

    /// <summary>The first is higher, by more than the intervals.</summary>
    Higher,
}
