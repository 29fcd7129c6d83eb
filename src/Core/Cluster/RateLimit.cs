namespace Offers;

/// <summary>How often the frameworks of one principal may call (semantics 2.7).</summary>
/// <param name="Principal">Whose; null is everybody without a limit of his own.</param>
/// <param name="PerSecond">
/// Calls a second in thousandths; 1 or more. A second's worth may come at once.
/// </param>
/// <param name="Capacity">
/// How many more calls wait for their turn, in order; what comes beyond is refused. 0 or more; 0,
/// the default, lets none wait.
/// </param>
public sealed record RateLimit(string? Principal, long PerSecond, int Capacity = 0);
