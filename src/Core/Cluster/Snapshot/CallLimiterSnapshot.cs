namespace Offers;

/// <summary>A rate limit in a <see cref="ClusterSnapshot"/>.</summary>
/// <param name="Principal">Whose; null is everybody without a limit of his own.</param>
/// <param name="Gathered">
/// What had gathered, in thousandths of a call times ticks in a second; 0 or more.
/// </param>
/// <param name="Since">When.</param>
public sealed record CallLimiterSnapshot(string? Principal, long Gathered, Timestamp Since)
{
    /// <summary>Calls that wait for their turn, in order.</summary>
    public ValueList<FrameworkCall> Waiting { get; init; } = [];
}
