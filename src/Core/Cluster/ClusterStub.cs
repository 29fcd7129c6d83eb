namespace Offers;

/// <content>What the journal needs until the real thing is merged; then this file goes.</content>
sealed partial class Cluster
{
    private readonly StableHash _commands;

    /// <summary>Draft.</summary>
    public Cluster(ResourceSchema schema, ClusterOptions options) =>
        _commands.Add(schema.Count + options.Incarnation);

    /// <summary>Draft.</summary>
    public ulong ComputeDigest() => _commands.Value;
}
