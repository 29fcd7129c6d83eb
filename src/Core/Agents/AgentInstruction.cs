namespace Offers;

/// <summary>
/// What an agent hears from its master, as a value that stands for itself: it can cross a wire.
/// </summary>
public abstract record AgentInstruction
{
    private protected AgentInstruction()
    {
    }
}
