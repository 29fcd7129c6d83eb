namespace Offers;

/// <summary>A counterexample: who is wronged, and by how much, in tasks of its own.</summary>
/// <param name="Property">The property that does not hold.</param>
/// <param name="Claim">Index of the claim that has reason to complain, or is in excess.</param>
/// <param name="Other">
/// Index of the claim that it envies; itself where nobody else is concerned.
/// </param>
/// <param name="Has">The tasks that it can run with what it was given.</param>
/// <param name="Could">
/// The tasks that it could run: with its own part, with the other's holding, with what is left as
/// well, or after a lie. For <see cref="FairnessProperty.Feasibility"/> the most that it may have.
/// </param>
/// <param name="Lie">
/// The demand that it would have to feign; zero where lying is not the point.
/// </param>
public sealed record FairnessFinding(
    FairnessProperty Property, int Claim, int Other, Fraction Has, Fraction Could,
    ResourceVector Lie)
{
    /// <summary>In words, for a failing test.</summary>
    public override string ToString() =>
        $"{Property}: claim {Claim} has {Has} tasks and could have {Could}"
        + (Other != Claim ? $" with what claim {Other} has" : "");
}
