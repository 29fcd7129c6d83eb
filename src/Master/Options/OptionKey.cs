namespace Offers.Masters.Options;

/// <summary>
/// One option: <c>ping_interval</c> in the file, <c>--ping-interval</c> as a flag,
/// <c>OFFERS_MASTER_PING_INTERVAL</c> in the environment.
/// </summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Value">What help calls its value; null for one that is true or false.</param>
/// <param name="Description">What it means, with its default.</param>
internal sealed record OptionKey(string Name, string? Value, string Description)
{
    /// <summary>All options, in the order of the help.</summary>
    internal static IReadOnlyList<OptionKey> All { get; } =
    [
        new("data", "DIR", "Where journal, snapshots and logs are kept (./offers-master)."),
        new("listen", "ENDPOINT", "Where agents connect: unix:/path, tcp://host:port or "
            + "tls://host:port (unix:DATA/agents.sock)."),
        new("tls_certificate", "FILE", "The certificate shown to agents, for tls:// only."),
        new("tls_key", "FILE", "Its key."),
        new("tls_authority", "FILE", "The certificate that signs those of agents."),
        new("insecure_anywhere", null, "Lets tcp:// listen beyond this machine: whoever reaches "
            + "the port can say anything."),
        new("max_connections", "NUMBER", "Connections of agents at a time; further ones are "
            + "closed (20000)."),
        new("operator", "PATH", "The socket of operators, its owner's alone "
            + "(DATA/operator.sock)."),
        new("http", "PORT", "Also serves operators over HTTP on 127.0.0.1, with a token; 0 lets "
            + "the kernel choose (none)."),
        new("token_file", "FILE", "The token that HTTP asks for; made when there is none "
            + "(DATA/token)."),
        new("run", "FILE", "Runs the jobs of a file as frameworks of this process (none)."),
        new("until_done", null, "Ends when every job of the file that ends has ended; never, if "
            + "none ends."),
        new("with_agent", null, "Runs an agent in this process, too, which leaves nothing behind; "
            + "with --run it implies --until-done, and without --data all data are temporary."),
        new("agent_resources", "TEXT", "What tasks on that agent may have, such as "
            + "cpus:2;mem:512 (detected)."),
        new("time_scale", "NUMBER", "Real seconds in a second of the master: 0.02 makes every "
            + "timer fifty times faster (1)."),
        new("journal_lines", "NUMBER", "Commands after which a snapshot is taken (50000)."),
        new("journal_bytes", "NUMBER", "Bytes after which a snapshot is taken (67108864)."),
        new("ping_interval", "TIME", "Between two pings of an agent (15)."),
        new("max_missed_pings", "NUMBER", "Pings without an answer until an agent is "
            + "unreachable (5)."),
        new("removal_interval", "TIME", "Between two agents that become unreachable (0)."),
        new("reregistration_timeout", "TIME", "For agents and frameworks to come back after "
            + "a restart (600)."),
        new("offer_timeout", "TIME", "Until an open offer is rescinded; 0 is never (120)."),
        new("allocation_interval", "TIME", "Between two batches of allocation (1)."),
    ];

    /// <summary>The flag.</summary>
    internal string Flag => "--" + Name.Replace('_', '-');

    /// <summary>The variable of the environment.</summary>
    internal string Variable => "OFFERS_MASTER_" + Name.ToUpperInvariant();
}
