namespace Offers;

/// <summary>A broken invariant: a defect of this library, never of its user.</summary>
/// <param name="Number">The number in <see cref="Invariants"/>.</param>
/// <param name="Message">What was found and what was expected.</param>
public readonly record struct InvariantViolation(int Number, string Message);
