namespace Offers.Wire;

/// <summary>The agent cannot go on with the executor, which ends.</summary>
/// <param name="Text">Why, for people.</param>
public sealed record ExecutorError(string Text) : ExecutorInstruction;
