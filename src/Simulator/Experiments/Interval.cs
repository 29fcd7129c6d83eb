namespace Offers.Simulation.Experiments;

/// <summary>A mean with its 95 % confidence interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Method">
/// How the interval was found: "block bootstrap" over jobs, "t over seeds", or "one seed" (then it
/// is a point).
/// </param>
public readonly record struct Interval(
    double Mean, double Low, double High, string Unit, string Method);
