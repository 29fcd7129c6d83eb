namespace Offers;

/// <summary>
/// A framework ends for good, by its own call or an operator's: executors are shut down, tasks are
/// recorded as killed, its id is spent.
/// </summary>
/// <param name="Framework">Which.</param>
public sealed record TearDown(string Framework) : FrameworkCall(Framework)
{
    /// <summary>
    /// Whether an operator asks for it; rate limits are for frameworks, and do not count his. False
    /// by default.
    /// </summary>
    public bool IsByOperator { get; init; }
}
