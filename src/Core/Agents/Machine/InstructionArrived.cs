namespace Offers;

/// <summary>The master says something over the present connection.</summary>
/// <param name="Instruction">What.</param>
public sealed record InstructionArrived(AgentInstruction Instruction) : AgentCommand;
