namespace Offers.Wire;

/// <summary>Something that the framework wants to say to its executor; it may get lost.</summary>
/// <param name="Text">Whatever the two understand.</param>
public sealed record ExecutorText(string Text) : ExecutorInstruction;
