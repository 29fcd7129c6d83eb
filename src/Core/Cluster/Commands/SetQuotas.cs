namespace Offers;

/// <summary>
/// UPDATE_QUOTA: all of them or none (semantics 2.9). Then offers are rescinded: of the roles until
/// offered and consumed are within their limits, of others until the guarantees can be met.
/// </summary>
/// <param name="Quotas">One for each role at most.</param>
public sealed record SetQuotas(ValueList<UpdateQuota> Quotas) : ClusterCommand
{
    /// <summary>
    /// Whether limits below what is consumed, and guarantees above what the cell has, are taken.
    /// </summary>
    public bool Force { get; init; }
}
