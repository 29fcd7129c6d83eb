namespace Offers;

/// <summary>
/// No run until <see cref="Resume"/>: requests are dropped, and a batch does nothing.
/// </summary>
public sealed record Pause : Command;
