namespace Offers;

/// <summary>One user would rather have what another holds.</summary>
/// <param name="User">Who envies; an index of <see cref="FairnessAudit"/>.</param>
/// <param name="Envied">Whom.</param>
/// <param name="Own">How many of its tasks fit in what it holds itself.</param>
/// <param name="Theirs">
/// How many would fit in what the other holds, in proportion to their weights; more than
/// <paramref name="Own"/>.
/// </param>
public readonly record struct Envy(int User, int Envied, Fraction Own, Fraction Theirs);
