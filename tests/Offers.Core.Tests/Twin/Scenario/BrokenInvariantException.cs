namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// The twin is wrong: one of the numbered invariants of semantics 1.10 does not hold.
/// </summary>
internal sealed class BrokenInvariantException(int number, string text)
    : Exception($"invariant {number}: {text}");
