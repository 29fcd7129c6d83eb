namespace Offers;

/// <summary>Something that happens to an <see cref="Agent"/>: its host says so in order.</summary>
public abstract record AgentCommand;
