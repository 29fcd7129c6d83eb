using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Checks a snapshot row by row, in the order of its lists: names are known and stand once, moments
/// are in order, ids are complete. Amounts are checked when it is restored. O(1) a row.
/// </summary>
internal sealed partial class SnapshotChecker
{
    private readonly AllocatorSnapshot _head;
    private readonly Dictionary<string, bool> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _frameworks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _agents = new(StringComparer.Ordinal);
    private readonly SnapshotRows _agentRows = new();
    private readonly SnapshotRows _frameworkRows = new();
    private readonly SnapshotRows _offerRows = new();
    private string _lastAgent = "";
    private string _lastFramework = "";

    /// <summary>Checks what does not stand in rows.</summary>
    /// <exception cref="FormatException">Something is wrong.</exception>
    internal SnapshotChecker(AllocatorSnapshot head)
    {
        _head = head;
        Expect(head.Time.Ticks >= 0, "t", head.Time, "0 or later");
        Expect(head.Runs >= 0, "runs", head.Runs, "0 or more");
        Expect(
            head.FiltersEndedAt <= head.Time && head.FiltersEndedAt.Ticks >= 0,
            "filters_ended", head.FiltersEndedAt, "0 or later, and not after t");
        bool waits = head.AwaitedAgents is not null;
        Expect(
            head.AwaitedAgents is null or >= 1 && (head.IsPaused || !waits),
            "awaited_agents", head.AwaitedAgents, "1 or more while runs are paused, else nothing");
        Expect(
            waits || head.RecoveryDeadline == Timestamp.Never, "deadline", head.RecoveryDeadline,
            "nothing without awaited_agents");
        Dictionary<string, bool> kinds = new(StringComparer.Ordinal);
        foreach (KindSnapshot kind in head.Kinds.AsSpan())
        {
            Expect(
                ResourceSchema.IsName(kind.Name) && kinds.TryAdd(kind.Name, true), "kinds",
                $"'{kind.Name}'", "names of letters, digits, '_', '-' or '.', each once");
        }
    }

    internal static void Whitelist(ValueList<string> hosts) => ExpectSorted("hosts", hosts);

    internal void Places(ValueList<string> names)
    {
        foreach (string name in names.AsSpan())
        {
            Expect(
                Allocator.IsName(name) && _places.TryAdd(name, true), "names", $"'{name}'",
                "names of agents, each once");
        }
    }

    internal void Add(RoleSnapshot role)
    {
        if (RoleName.Check(role.Name) is { } reason)
        {
            throw new FormatException($"name: the role '{role.Name}' {reason}");
        }

        string? parent = RoleName.Parent(role.Name);
        Expect(
            parent is null || _roles.ContainsKey(parent), "name", $"'{role.Name}'",
            $"'{parent}' in front of it");
        ExpectNew(_roles, role.Name);
        Expect(
            Weight.IsValid(role.Weight), "weight", role.Weight, "thousandths within the bounds");
        Expect(role.Grants >= 0, "grants", role.Grants, "0 or more");
        Expect(role.OwnGrants >= 0, "own_grants", role.OwnGrants, "0 or more");
        Expect(
            role.Limits.Allow(role.Guarantees), "guarantees", "more than the limits",
            "at most as much");
    }

    internal void Add(FrameworkSnapshot framework)
    {
        ExpectName(framework.Name, ref _lastFramework);
        _frameworks.Add(framework.Name, framework.IsActive);
        _frameworkRows.Add(framework.Id.Index, framework.Id.Generation);
    }

    internal void Add(AgentSnapshot agent)
    {
        ExpectName(agent.Name, ref _lastAgent);
        _agents.Add(agent.Name, true);
        _agentRows.Add(agent.Id.Index, agent.Id.Generation);
        Expect(
            _places.Count == 0 || _places.ContainsKey(agent.Name), "name", $"'{agent.Name}'",
            "one that has a place");
        if (agent.Maintenance is not { } maintenance)
        {
            return;
        }

        ExpectSorted("maintenance.asked", maintenance.Asked);
        foreach (string framework in maintenance.Asked.AsSpan())
        {
            ExpectKnown(_frameworks, framework, "maintenance.asked");
        }

        string last = "";
        foreach (InverseRefusalSnapshot refusal in maintenance.Refusals.AsSpan())
        {
            ExpectKnown(_frameworks, refusal.Framework, "maintenance.refusals");
            ExpectAfter("maintenance.refusals", last, refusal.Framework);
            Expect(refusal.End.Ticks > 0, "until", refusal.End, "later than 0");
            last = refusal.Framework;
        }
    }

    internal void FreeAgents(ValueList<FreeRow> rows) => AddAll(_agentRows, rows);

    internal void FreeFrameworks(ValueList<FreeRow> rows) => AddAll(_frameworkRows, rows);

    internal void FreeOffers(ValueList<FreeRow> rows) => AddAll(_offerRows, rows);

    /// <summary>Checks all of a snapshot.</summary>
    /// <exception cref="FormatException">Something is wrong.</exception>
    internal static void Check(AllocatorSnapshot snapshot)
    {
        SnapshotChecker checker = new(snapshot);
        Whitelist(snapshot.Whitelist ?? []);
        checker.Places(snapshot.Places);
        ForEach(snapshot.Roles, checker.Add);
        ForEach(snapshot.Frameworks, checker.Add);
        ForEach(snapshot.Agents, checker.Add);
        ForEach(snapshot.Subscriptions, checker.Add);
        ForEach(snapshot.Offers, checker.Add);
        ForEach(snapshot.Holdings, checker.Add);
        ForEach(snapshot.Unclaimed, checker.Add);
        ForEach(snapshot.Filters, checker.Add);
        ForEach(snapshot.Waits, checker.Add);
        checker.FreeAgents(snapshot.FreeAgents);
        checker.FreeFrameworks(snapshot.FreeFrameworks);
        checker.FreeOffers(snapshot.FreeOffers);
        checker.End();
    }

    private static void ForEach<T>(ValueList<T> rows, Action<T> check)
    {
        foreach (T row in rows.AsSpan())
        {
            check(row);
        }
    }

    private static void AddAll(SnapshotRows rows, ValueList<FreeRow> free)
    {
        foreach (FreeRow row in free.AsSpan())
        {
            rows.Add(row.Index, row.Generation);
        }
    }

    private static void ExpectName(string name, ref string last)
    {
        Expect(Allocator.IsName(name), "name", $"'{name}'", "1 to 1 024 characters");
        ExpectAfter("name", last, name);
        last = name;
    }

    private static void ExpectSorted(string where, ValueList<string> names)
    {
        for (int i = 1; i < names.Count; i++)
        {
            ExpectAfter(where, names[i - 1], names[i]);
        }
    }

    private static void ExpectAfter(string where, string last, string next) => Expect(
        string.CompareOrdinal(last, next) < 0, where, $"'{next}' after '{last}'",
        "ascending order, each once");

    private static void ExpectNew(Dictionary<string, bool> known, string name) =>
        Expect(known.TryAdd(name, true), "name", $"'{name}' a second time", "each name once");

    private static void ExpectKnown(Dictionary<string, bool> known, string name, string where) =>
        Expect(known.ContainsKey(name), where, $"'{name}'", "one that a row in front of it names");

    private static void Expect<T>(bool holds, string where, T found, string expected)
    {
        if (!holds)
        {
            throw JsonShape.Bad(where, found?.ToString() ?? "nothing", expected);
        }
    }
}
