using System;

namespace Offers;

/// <summary>
/// A framework takes a part or all of what it is offered on one agent; the rest is recovered.
/// </summary>
/// <param name="Framework">Who takes.</param>
/// <param name="Agent">Where.</param>
/// <param name="Resources">What becomes allocated.</param>
public sealed record Accept(string Framework, string Agent, ResourceSet Resources) : Command
{
    /// <summary>
    /// Under which role; null, the default, if the framework has only one that can be meant.
    /// </summary>
    public string? Role { get; init; }

    /// <summary>
    /// How long the rest is not to be offered again, as in <see cref="Recover.Refusal"/>; null, the
    /// default, makes no filter.
    /// </summary>
    public TimeSpan? Refusal { get; init; }
}
