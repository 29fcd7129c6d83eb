namespace Offers.Simulation;

/// <summary>How a cell hands out its machines.</summary>
public enum CellKind
{
    /// <summary>By the allocator: resource offers under dominant resource fairness.</summary>
    Offers,

    /// <summary>
    /// By one queue, first in, first out: the head waits, and all wait behind it.
    /// </summary>
    Fifo,

    /// <summary>
    /// By one queue with backfilling: others may pass a waiting head if that does not delay it.
    /// </summary>
    FifoBackfill,
}
