namespace Offers;

/// <summary>Which program runs tasks.</summary>
public enum ExecutorKind
{
    /// <summary>The framework's own, started by its command.</summary>
    Custom,

    /// <summary>The agent's, for groups of tasks; it has no command.</summary>
    Default,
}
