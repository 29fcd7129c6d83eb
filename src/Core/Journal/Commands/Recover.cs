using System;

namespace Offers;

/// <summary>
/// Resources come back: an offer is declined, wholly or in part, or a task has ended.
/// </summary>
/// <param name="Framework">Who had them.</param>
/// <param name="Agent">Where they are.</param>
public sealed record Recover(string Framework, string Agent) : Command
{
    /// <summary>
    /// Under which role; null, the default, if the framework has only one that can be meant.
    /// </summary>
    public string? Role { get; init; }

    /// <summary>What comes back; null, the default, is all that it has there.</summary>
    public ResourceSet? Resources { get; init; }

    /// <summary>
    /// How long the same is not to be offered again; null, the default, makes no filter. Negative
    /// means <see cref="AllocatorOptions.DefaultRefusal"/>; what is above
    /// <see cref="AllocatorOptions.LongestRefusal"/> is cut to it.
    /// </summary>
    public TimeSpan? Refusal { get; init; }

    /// <summary>
    /// True when they were allocated (a task ended), false, the default, when only offered.
    /// </summary>
    public bool IsAllocated { get; init; }
}
