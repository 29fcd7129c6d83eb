namespace Offers;

/// <summary>Something that the host of an <see cref="Agent"/> is to do.</summary>
public abstract record AgentAction;
