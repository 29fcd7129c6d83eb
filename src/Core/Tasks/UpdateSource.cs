namespace Offers;

/// <summary>Who found out what an update says (semantics 2.5).</summary>
public enum UpdateSource
{
    /// <summary>The master.</summary>
    Master,

    /// <summary>The agent.</summary>
    Agent,

    /// <summary>The task's executor.</summary>
    Executor,
}
