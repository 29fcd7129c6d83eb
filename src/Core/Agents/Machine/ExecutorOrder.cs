namespace Offers;

/// <summary>What an executor is told.</summary>
public enum ExecutorOrder
{
    /// <summary>A task to launch.</summary>
    Launch,

    /// <summary>A task to kill.</summary>
    Kill,

    /// <summary>An update was taken: it need not be repeated.</summary>
    Acknowledge,

    /// <summary>To end, with all its tasks.</summary>
    ShutDown,
}
