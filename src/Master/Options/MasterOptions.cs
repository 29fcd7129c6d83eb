using Offers.Masters.Agents;
using Offers.Masters.Store;
using Offers.Wire;

namespace Offers.Masters.Options;

/// <summary>How a master runs.</summary>
internal sealed record MasterOptions
{
    /// <summary>The directory of journal, snapshots and logs; absolute.</summary>
    internal required string Data { get; init; }

    /// <summary>Where agents connect.</summary>
    internal required WireEndpoint Listen { get; init; }

    /// <summary>The path of the operators' socket; absolute.</summary>
    internal required string Operator { get; init; }

    /// <summary>
    /// The port of the operators' HTTP on the loopback address; null, the default, is none.
    /// </summary>
    internal int? Http { get; init; }

    /// <summary>The file of the token that HTTP asks for; made when there is none.</summary>
    internal required string TokenFile { get; init; }

    /// <summary>
    /// The files of certificate, key and authority for agents over TLS; null without TLS.
    /// </summary>
    internal (string Certificate, string Key, string Authority)? Tls { get; init; }

    /// <summary>Whether TCP without TLS may be listened on beyond this machine.</summary>
    internal bool AllowsInsecure { get; init; }

    /// <summary>Connections of agents at a time; 1 or more.</summary>
    internal int MaxConnections { get; init; } = AgentServer.UsualConnections;

    /// <summary>The jobs file; null, the default, is none.</summary>
    internal string? Run { get; init; }

    /// <summary>Whether the master ends when all jobs that end have ended.</summary>
    internal bool UntilDone { get; init; }

    /// <summary>Whether an agent runs in this process.</summary>
    internal bool WithAgent { get; init; }

    /// <summary>What tasks on that agent may have; empty, the default, is detected.</summary>
    internal string AgentResources { get; init; } = string.Empty;

    /// <summary>The work directory of that agent.</summary>
    internal string AgentWork { get; init; } = string.Empty;

    /// <summary>What is removed at the end; null, the default, is nothing.</summary>
    internal string? Temporary { get; init; }

    /// <summary>Real seconds in one second of the master's clock; 1 by default.</summary>
    internal double TimeScale { get; init; } = 1;

    /// <summary>When a new generation begins.</summary>
    internal StoreOptions Store { get; init; } = new();

    /// <summary>How the cluster behaves.</summary>
    internal required ClusterOptions Cluster { get; init; }
}
