using Offers.Masters.Loop;
using Offers.Wire;

namespace Offers.Masters.Agents;

/// <summary>The way to an agent over the wire.</summary>
/// <param name="connection">The connection.</param>
internal sealed class AgentLink(WireConnection<AgentReport, AgentInstruction> connection)
    : IAgentLink
{
    /// <inheritdoc/>
    public bool TrySend(AgentInstruction instruction) => connection.TrySend(instruction);

    /// <inheritdoc/>
    public void Refuse(string why) => _ = connection.RefuseAsync(why);

    /// <inheritdoc/>
    public void Abort(string why) => connection.Abort(why);
}
