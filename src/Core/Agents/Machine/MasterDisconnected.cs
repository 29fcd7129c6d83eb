namespace Offers;

/// <summary>A connection to a master is over; that of a former one changes nothing.</summary>
/// <param name="Connection">Its number.</param>
public sealed record MasterDisconnected(long Connection) : AgentCommand;
