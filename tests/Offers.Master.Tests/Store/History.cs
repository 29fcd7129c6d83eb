namespace Offers.Masters.Tests.Store;

/// <summary>Some commands of a small cell, each of which changes something.</summary>
internal static class History
{
    internal static ClusterCommand[] Commands { get; } = Make();

    internal static Timestamp TimeOf(int index) => Timestamp.FromSeconds(100 + index);

    /// <summary>The digest after so many commands.</summary>
    internal static ulong DigestAfter(int count)
    {
        Cluster cluster = new(ResourceSchema.CreateStandard(), new ClusterOptions());
        for (int i = 0; i < count; i++)
        {
            cluster.Apply(Commands[i], TimeOf(i));
        }

        return cluster.ComputeDigest();
    }

    private static ClusterCommand[] Make()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        ClusterCommandReader reader = new(schema);
        string[] lines =
        [
            """{"op":"subscribe","id":"f1","roles":["a"],"connection":1,"failover_timeout":900}""",
            """{"op":"register_agent","id":"ä1","resources":"cpus:4;mem:64","connection":2}""",
            """{"op":"advance_time"}""",
            """{"op":"accept_offers","framework":"f1","offers":["1-1"],"operations":[{"type":"launch","tasks":[{"name":"t1","agent":"ä1","resources":"cpus:1","command":{"value":"sleep 1"}}]}]}""",
            """{"op":"report_update","agent":"ä1","framework":"f1","task":"t1","state":"RUNNING","update":"6e8bc430000000000000000000000001"}""",
            """{"op":"acknowledge_update","framework":"f1","agent":"ä1","task":"t1","update":"6e8bc430000000000000000000000001"}""",
            """{"op":"set_weights","weights":[{"role":"a","weight":2.5}]}""",
            """{"op":"kill_task","framework":"f1","task":"t1"}""",
        ];
        return [.. lines.Select(reader.Read)];
    }
}
