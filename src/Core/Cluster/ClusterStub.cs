namespace Offers;

/// <content>What the journal needs until the real thing is merged; then this file goes.</content>
#pragma warning disable IDE0040 // One public Cluster a file: this one is temporary.
sealed partial class Cluster
{
    private readonly StableHash _commands;

    /// <summary>Draft.</summary>
    public Cluster(ResourceSchema schema, ClusterOptions options) =>
        _commands.Add(schema.Count + options.Incarnation);

    /// <summary>Draft.</summary>
    public ulong ComputeDigest() => _commands.Value;
}
