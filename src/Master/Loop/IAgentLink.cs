namespace Offers.Masters.Loop;

/// <summary>The way to one connected agent.</summary>
internal interface IAgentLink
{
    /// <summary>Sends without waiting; false when the agent does not read fast enough.</summary>
    internal bool TrySend(AgentInstruction instruction);

    /// <summary>Ends the connection in order; the agent is told why.</summary>
    internal void Refuse(string why);

    /// <summary>Ends the connection at once.</summary>
    internal void Abort(string why);
}
