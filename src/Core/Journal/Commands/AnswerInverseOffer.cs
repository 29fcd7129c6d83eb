using System;

namespace Offers;

/// <summary>A framework answers an inverse offer.</summary>
/// <param name="Framework">Who answers.</param>
/// <param name="Agent">For which agent.</param>
public sealed record AnswerInverseOffer(string Framework, string Agent) : Command
{
    /// <summary>The answer; null, the default, closes the inverse offer without one.</summary>
    public InverseOfferAnswer? Answer { get; init; }

    /// <summary>
    /// How long no inverse offer is to be made again; null, the default, makes no filter. There is
    /// no least duration.
    /// </summary>
    public TimeSpan? Refusal { get; init; }
}
