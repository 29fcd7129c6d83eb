using Offers.Masters.Loop;

namespace Offers.Masters.Tests.Loop;

/// <summary>A link that keeps what is sent.</summary>
internal sealed class PlayedLink(List<string>? log = null) : IAgentLink
{
    internal Queue<AgentInstruction> Sent { get; } = new();

    internal bool IsSlow { get; set; }

    internal string? Refusal { get; private set; }

    internal string? Abortion { get; private set; }

    public bool TrySend(AgentInstruction instruction)
    {
        log?.Add($"send {instruction.GetType().Name}");
        if (!IsSlow)
        {
            Sent.Enqueue(instruction);
        }

        return !IsSlow;
    }

    public void Refuse(string why) => Refusal = why;

    public void Abort(string why) => Abortion = why;
}
