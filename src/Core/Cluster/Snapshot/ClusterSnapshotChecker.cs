using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Checks a cluster's snapshot row by row, in the order of its lists: names are known and stand
/// once, numbers ascend, who is connected is active. O(1) a row and what stands in it.
/// </summary>
internal sealed partial class ClusterSnapshotChecker
{
    private readonly ClusterSnapshot _head;
    private readonly Dictionary<string, bool> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _activeFrameworks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _activeAgents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _frameworks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _agents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _lost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _completed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Agent, string Framework, string Name), string>
        _executors = [];

    /// <summary>Checks what does not stand in rows.</summary>
    /// <param name="head">With its allocator, which is checked by itself.</param>
    /// <exception cref="FormatException">Something is wrong.</exception>
    internal ClusterSnapshotChecker(ClusterSnapshot head)
    {
        _head = head;
        AllocatorSnapshot allocator = head.Allocator;
        Expect(head.Time >= allocator.Time, "t", head.Time, "not before the allocator's");
        Expect(head.Incarnation >= 1, "incarnation", head.Incarnation, "1 or more");
        Expect(head.LastOffer >= 0, "last_offer", head.LastOffer, "0 or more");
        Expect(head.LastTask >= 0, "last_task", head.LastTask, "0 or more");
        foreach (RoleSnapshot role in allocator.Roles.AsSpan())
        {
            _roles.TryAdd(role.Name, true);
        }

        foreach (FrameworkSnapshot framework in allocator.Frameworks.AsSpan())
        {
            _activeFrameworks.TryAdd(framework.Name, framework.IsActive);
        }

        foreach (AgentSnapshot agent in allocator.Agents.AsSpan())
        {
            _activeAgents.TryAdd(agent.Name, agent.IsActive);
        }

        foreach (OfferSnapshot offer in allocator.Offers.AsSpan())
        {
            _locked.TryAdd(offer.Id, offer);
        }
    }

    /// <summary>Checks all of a snapshot but its allocator.</summary>
    /// <exception cref="FormatException">Something is wrong.</exception>
    /// <exception cref="OverflowException">A sum is too large.</exception>
    internal static void Check(ClusterSnapshot snapshot)
    {
        ClusterSnapshotChecker checker = new(snapshot);
        checker.Completed(snapshot.CompletedFrameworks);
        ForEach(snapshot.Frameworks, checker.Add);
        ForEach(snapshot.Agents, checker.Add);
        ForEach(snapshot.Tasks, checker.Add);
        ForEach(snapshot.Offers, checker.Add);
        ForEach(snapshot.LostAgents, checker.Add);
        ForEach(snapshot.Limiters, checker.Add);
        HostsDown(snapshot.HostsDown);
        if (snapshot.Preemptions is { } preemptions)
        {
            checker.Preemptions(preemptions);
        }

        checker.End();
    }

    internal void Completed(ValueList<string> names)
    {
        foreach (string name in names.AsSpan())
        {
            Expect(!_frameworks.ContainsKey(name), "names", $"'{name}'", "one that has ended");
            _completed.TryAdd(name, true);
        }
    }

    internal void Add(ClusterFrameworkSnapshot row)
    {
        string name = row.Profile.Id;
        bool isConnected = row.Connection != 0;
        Expect(row.Connection >= 0, "connection", row.Connection, "0 or more");
        Expect(
            _activeFrameworks.TryGetValue(name, out bool isActive) && isActive == isConnected,
            "id, connection", $"'{name}', {row.Connection}",
            "a framework of the allocator, active exactly with a connection");
        Expect(_frameworks.TryAdd(name, isConnected), "id", $"'{name}'", "each framework once");
        Expect(!_completed.ContainsKey(name), "id", $"'{name}'", "one that has not ended");
        Expect(
            row.FailoverAt is null == isConnected, "failover_at", row.FailoverAt,
            "a moment exactly without a connection");
    }

    internal void Add(ClusterAgentSnapshot row)
    {
        string name = row.Profile.Id;
        bool isOffered = row.Connection != 0 && !row.IsDeactivated && row.Drain is null;
        Expect(row.Connection >= 0, "connection", row.Connection, "0 or more");
        Expect(
            _activeAgents.TryGetValue(name, out bool isActive) && isActive == isOffered,
            "id, connection, deactivated, drain", $"'{name}', {row.Connection}",
            "an agent of the allocator, active exactly while it is offered");
        Expect(_agents.TryAdd(name, isOffered), "id", $"'{name}'", "each agent once");
        Expect(!_lost.ContainsKey(name), "id", $"'{name}'", "one that is not lost");
        Expect(
            row.PingAt is not null || row.RemovalAt is not null, "ping_at, removal_at", "neither",
            "one of them");
        Expect(row.MissedPings >= 0, "missed_pings", row.MissedPings, "0 or more");
        foreach (ReportedExecutor executor in row.Executors.AsSpan())
        {
            Add(executor, name);
        }

        foreach (InverseOfferSnapshot offer in row.InverseOffers.AsSpan())
        {
            Expect(
                _frameworks.TryGetValue(offer.Framework, out bool isConnected) && isConnected,
                "inverse_offers", $"'{offer.Framework}'", "frameworks that are connected");
        }
    }

    internal void Add(LostAgentSnapshot row)
    {
        Expect(!_agents.ContainsKey(row.Name), "name", $"'{row.Name}'", "no registered agent");
        Expect(_lost.TryAdd(row.Name, true), "name", $"'{row.Name}'", "each name once");
    }

    internal void Add(CallLimiterSnapshot row)
    {
        Expect(row.Gathered >= 0, "gathered", row.Gathered, "0 or more");
        Expect(
            row.Since.Ticks >= 0 && row.Since <= _head.Time, "since", row.Since, "from 0 to t");
    }

    internal static void HostsDown(ValueList<string> hosts)
    {
        Dictionary<string, bool> seen = new(StringComparer.Ordinal);
        foreach (string host in hosts.AsSpan())
        {
            Expect(seen.TryAdd(host, true), "hosts", $"'{host}'", "each host once");
        }
    }

    internal void Preemptions(PreemptionState state)
    {
        Expect(
            state.Now.Ticks >= 0 && state.Now <= _head.Time, "now", state.Now, "from 0 to t");
        foreach (RunningPreemption running in state.Running.AsSpan())
        {
            ExpectKnown(_agents, "agent", running.Agent);
            ExpectKnown(_roles, "role", running.Role);
        }

        for (int i = 1; i < state.Cooldowns.Count; i++)
        {
            Expect(
                string.CompareOrdinal(state.Cooldowns[i - 1].Role, state.Cooldowns[i].Role) < 0,
                "role", $"'{state.Cooldowns[i].Role}'", "roles that are spared in order");
        }
    }

    private void Add(ReportedExecutor executor, string agent)
    {
        string name = executor.Description.Name;
        ExpectKnown(_frameworks, "executors", executor.Framework);
        ExpectKnown(_roles, "executors", executor.Role);
        Expect(
            _executors.TryAdd((agent, executor.Framework, name), executor.Role), "executors",
            $"'{name}'", "each executor of a framework once");
        Hold((agent, executor.Framework, executor.Role), executor.Description.Resources);
    }

    private static void ForEach<T>(ValueList<T> rows, Action<T> check)
    {
        foreach (T row in rows.AsSpan())
        {
            check(row);
        }
    }

    private static void ExpectKnown(Dictionary<string, bool> known, string where, string name) =>
        Expect(known.ContainsKey(name), where, $"'{name}'", "one that a row in front of it names");

    private static void Expect<T>(bool holds, string where, T found, string expected)
    {
        if (!holds)
        {
            throw JsonShape.Bad(where, found?.ToString() ?? "nothing", expected);
        }
    }
}
