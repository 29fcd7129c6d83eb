namespace Offers.Wire;

/// <summary>Something that an executor wants to say to its framework; it may get lost.</summary>
/// <param name="Text">Whatever the two understand.</param>
public sealed record ExecutorMessage(string Text) : ExecutorReport;
