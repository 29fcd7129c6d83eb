namespace Offers.Masters.Loop;

/// <summary>A connection of an agent, as the loop knows it.</summary>
/// <param name="number">The number of the connection in the cluster; 1 or more.</param>
/// <param name="link">The way to it.</param>
internal sealed class AgentSession(long number, IAgentLink link)
{
    /// <summary>The number of the connection in the cluster.</summary>
    internal long Number { get; } = number;

    /// <summary>The way to the agent.</summary>
    internal IAgentLink Link { get; } = link;

    /// <summary>Whose it is, once the first report said so; null before.</summary>
    internal string? Agent { get; set; }

    /// <summary>Whether it has ended for the loop: nothing more is taken from it.</summary>
    internal bool IsClosed { get; set; }
}
