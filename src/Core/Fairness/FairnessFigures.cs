using System;

namespace Offers;

/// <summary>How fairly one user was treated over a time. Integrals are exact.</summary>
/// <param name="Name">The user.</param>
/// <param name="Share">
/// The time integral of its dominant share, in seconds: 1 is the whole cell for a second.
/// </param>
/// <param name="Entitlement">
/// The time integral, while it demanded, of its weight's part of the weights of all that were
/// there, in seconds.
/// </param>
/// <param name="Shortfall">
/// The time integral, while it demanded, of what its share lacked to its entitlement, in seconds;
/// what it had too much at other times does not make up for it.
/// </param>
/// <param name="LongestStarvation">
/// The longest time without a break in which it demanded, held nothing and was offered nothing.
/// </param>
public sealed record FairnessFigures(
    string Name, Fraction Share, Fraction Entitlement, Fraction Shortfall,
    TimeSpan LongestStarvation)
{
    /// <summary>Share less entitlement, in seconds; negative when it got less.</summary>
    public Fraction Difference => Share - Entitlement;
}
