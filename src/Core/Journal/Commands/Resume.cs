namespace Offers;

/// <summary>Ends a <see cref="Pause"/>. This alone asks for no run.</summary>
public sealed record Resume : Command;
