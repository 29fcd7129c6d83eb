namespace Offers.Chaos;

/// <summary>What the cluster says of itself.</summary>
internal static class Checks
{
    public static ulong Digest(Cluster cluster) => cluster.ComputeDigest();

    public static void Invariants(Cluster cluster)
    {
        IReadOnlyList<InvariantViolation> violations = ClusterInvariants.Check(cluster);
        if (violations.Count > 0)
        {
            throw new ChaosFailure(
                $"invariant {violations[0].Number}",
                string.Join("; ", violations.Take(5).Select(v => $"({v.Number}) {v.Message}")));
        }
    }

    public static string Text(ClusterCommand command, ResourceSchema schema) =>
        new ClusterCommandWriter(schema).Write(command);
}
