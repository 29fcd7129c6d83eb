namespace Offers;

/// <summary>A task whose state a framework asks for.</summary>
/// <param name="Task">Which.</param>
/// <param name="Agent">Where it should be; null if the framework does not know.</param>
public sealed record TaskQuery(string Task, string? Agent = null);
