namespace Offers.Chaos;

/// <summary>What the cluster says of itself.</summary>
internal static class Checks
{
    public static ulong Digest(Cluster cluster) => 0;

    public static void Invariants(Cluster cluster)
    {
        _ = cluster;
    }

    public static string Text(ClusterCommand command) => command.ToString();
}
