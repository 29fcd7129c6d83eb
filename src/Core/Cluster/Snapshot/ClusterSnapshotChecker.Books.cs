using System.Collections.Generic;

namespace Offers;

/// <content>Tasks and offers, and that they are what the allocator has given away.</content>
internal sealed partial class ClusterSnapshotChecker
{
    private readonly Dictionary<OfferId, OfferSnapshot> _locked = [];
    private readonly Dictionary<(string Framework, string Name), bool> _tasks = [];
    private readonly Dictionary<(string Framework, string Role, string Agent), bool>
        _shelved = [];

    private readonly Dictionary<(string Agent, string Framework, string Role), ResourceSet>
        _held = [];

    private long _lastTask;
    private long _lastOffer;

    internal void Add(ClusterTaskSnapshot row)
    {
        string name = row.Description.Name;
        Expect(
            row.Number > _lastTask && row.Number <= _head.LastTask, "number", row.Number,
            "more than in the row in front, and at most last_task");
        _lastTask = row.Number;
        ExpectKnown(_frameworks, "framework", row.Framework);
        ExpectKnown(_agents, "agent", row.Agent);
        ExpectKnown(_roles, "role", row.Role);
        Expect(
            _tasks.TryAdd((row.Framework, name), true), "task.name", $"'{name}'",
            "each task of a framework once");
        Expect(
            row.Executor is null
                || _executors.ContainsKey((row.Agent, row.Framework, row.Executor)),
            "executor", $"'{row.Executor}'", "one of the framework on the agent");
        if (!row.State.FreesResources())
        {
            Hold((row.Agent, row.Framework, row.Role), row.Description.Resources);
        }
    }

    internal void Add(ClusterOfferSnapshot row)
    {
        Expect(
            row.Key.Incarnation == _head.Incarnation && row.Key.Number > _lastOffer
                && row.Key.Number <= _head.LastOffer,
            "offer", row.Key, "a key after the one in front, up to last_offer");
        _lastOffer = row.Key.Number;
        Expect(
            _frameworks.TryGetValue(row.Framework, out bool isConnected) && isConnected,
            "framework", $"'{row.Framework}'", "one that is connected");
        Expect(
            _agents.TryGetValue(row.Agent, out bool isOffered) && isOffered, "agent",
            $"'{row.Agent}'", "one that is offered");
        ExpectKnown(_roles, "role", row.Role);
        Expect(
            row.Locked is null == row.Resources is not null, "index, resources", row.Locked,
            "one of the two");
        if (row.Locked is { } id)
        {
            Expect(
                _locked.Remove(id, out OfferSnapshot? offer) && Is(offer, row),
                "index, generation", id, "an open offer of the allocator, each once");
        }
        else
        {
            Expect(
                _shelved.TryAdd((row.Framework, row.Role, row.Agent), true), "agent",
                $"'{row.Agent}'", "one optimistic offer of it for each framework and role");
        }
    }

    /// <summary>Takes the end.</summary>
    /// <exception cref="System.FormatException">Something is missing.</exception>
    internal void End()
    {
        AllocatorSnapshot allocator = _head.Allocator;
        Expect(
            _frameworks.Count == allocator.Frameworks.Count, "frameworks", _frameworks.Count,
            $"{allocator.Frameworks.Count}, as in the allocator");
        Expect(
            _agents.Count == allocator.Agents.Count, "agents", _agents.Count,
            $"{allocator.Agents.Count}, as in the allocator");
        Expect(
            _locked.Count == 0, "offers", $"{_locked.Count} in the allocator only",
            "each of them in a row");
        foreach (HoldingSnapshot holding in allocator.Holdings.AsSpan())
        {
            bool isHeld = _held.Remove(
                (holding.Agent, holding.Framework, holding.Role), out ResourceSet? held);
            Expect(
                isHeld && holding.Resources.Equals(held), "tasks, executors",
                $"{held} of '{holding.Framework}' on '{holding.Agent}'",
                $"{holding.Resources}, as in the allocator");
        }

        Expect(
            _held.Count == 0, "tasks, executors", "resources that the allocator has not allocated",
            "as much as there");
    }

    private static bool Is(OfferSnapshot? offer, ClusterOfferSnapshot row) =>
        offer is not null
        && string.Equals(offer.Framework, row.Framework, System.StringComparison.Ordinal)
        && string.Equals(offer.Role, row.Role, System.StringComparison.Ordinal)
        && string.Equals(offer.Agent, row.Agent, System.StringComparison.Ordinal);

    private void Hold((string Agent, string Framework, string Role) key, ResourceSet resources)
    {
        if (!resources.IsEmpty)
        {
            _held[key] = _held.TryGetValue(key, out ResourceSet? held)
                ? held + resources
                : resources;
        }
    }
}
