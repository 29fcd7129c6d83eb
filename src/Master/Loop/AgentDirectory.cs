namespace Offers.Masters.Loop;

/// <summary>Which connections are open, and which one stands for which agent.</summary>
internal sealed class AgentDirectory
{
    private readonly Dictionary<long, AgentSession> _open = [];
    private readonly Dictionary<string, AgentSession> _current = new(StringComparer.Ordinal);

    /// <summary>Open connections.</summary>
    internal int Count => _open.Count;

    /// <summary>A connection is open.</summary>
    internal void Open(AgentSession session) => _open[session.Number] = session;

    /// <summary>A connection is over.</summary>
    /// <returns>What the cluster has to hear; null if it knew nothing of it.</returns>
    internal DisconnectAgent? Close(AgentSession session)
    {
        session.IsClosed = true;
        bool wasOpen = _open.Remove(session.Number);
        if (session.Agent is not { } agent)
        {
            return null;
        }

        if (_current.GetValueOrDefault(agent) == session)
        {
            _current.Remove(agent);
        }

        return wasOpen ? new DisconnectAgent(agent, session.Number) : null;
    }

    /// <summary>
    /// Looks at a report: the first one fixes whose connection it is, and a report of another agent
    /// ends it. The number of the connection is the master's.
    /// </summary>
    /// <param name="session">Where it came from.</param>
    /// <param name="report">What came.</param>
    /// <param name="refusal">Why the connection has to end; null otherwise.</param>
    /// <returns>
    /// What the cluster hears; null when it is of a connection that is not the agent's any more.
    /// </returns>
    internal AgentReport? Admit(AgentSession session, AgentReport report, out string? refusal)
    {
        refusal = null;
        session.Agent ??= report.Agent;
        if (!string.Equals(session.Agent, report.Agent, StringComparison.Ordinal))
        {
            refusal = $"found a report of agent '{report.Agent}', expected '{session.Agent}', "
                + "whose connection this is";
            return null;
        }

        return report switch
        {
            RegisterAgent register => register with { Connection = session.Number },
            ReregisterAgent back => back with { Connection = session.Number },
            DisconnectAgent end => end with { Connection = session.Number },
            _ when _current.TryGetValue(report.Agent, out AgentSession? current)
                && current != session => null,
            _ => report,
        };
    }

    /// <summary>The cluster has taken an agent under this connection.</summary>
    /// <returns>The connection that it had before; null when there is none.</returns>
    internal AgentSession? Admitted(AgentSession session)
    {
        _current.TryGetValue(session.Agent!, out AgentSession? old);
        _current[session.Agent!] = session;
        return old == session ? null : old;
    }

    /// <summary>Where a message for an agent goes; null when there is no way.</summary>
    internal AgentSession? Find(in ClusterMessage message, AgentSession? from)
    {
        if (message.Connection != 0)
        {
            return _open.GetValueOrDefault(message.Connection);
        }

        AgentSession? session = _current.GetValueOrDefault(message.Agent!);
        bool isForStrangers =
            message.Kind is MessageKind.AgentForgotten or MessageKind.ShutDownAgent;
        return session ?? (isForStrangers ? from : null);
    }
}
