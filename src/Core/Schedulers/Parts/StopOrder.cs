using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// In which order a service gives instances up: of least worth first, then of the fullest group of
/// the first constraint that spreads, so that what stays is spread, then the youngest.
/// </summary>
/// <remarks>
/// O(n) to make, and O(log groups) for each one taken: instances of one worth in one group stay in
/// order whatever is taken, so only whole groups are compared. A group that was compared may have
/// become less full since; it is compared again when it comes first.
/// </remarks>
internal sealed class StopOrder
{
    private readonly List<string> _fields = [];
    private readonly Dictionary<(string Field, string Value), int> _crowds = [];
    private readonly PriorityQueue<Group, (int Worth, int Room, long Age)> _queue = new();

    /// <summary>Orders those that may be given up.</summary>
    /// <param name="all">Every instance of the service, older ones first: they fill groups.</param>
    /// <param name="isCandidate">Whether it may be given up.</param>
    internal StopOrder(IReadOnlyList<ServiceInstance> all, Predicate<ServiceInstance> isCandidate)
    {
        Dictionary<(int Worth, string? Field, string? Value), Group> groups = [];
        List<Group> inOrder = [];
        foreach (ServiceInstance instance in all)
        {
            if (isCandidate(instance))
            {
                string? field = SpreadFieldOf(instance.Version);
                string? value = field is null ? null : instance.Site?.ValueOf(field);
                var key = (instance.Worth, field, value);
                if (!groups.TryGetValue(key, out Group? group))
                {
                    groups.Add(key, group = new Group(field, value, instance.Worth));
                    inOrder.Add(group);
                    Note(field);
                }

                group.Members.Add(instance);
            }
        }

        foreach (ServiceInstance instance in all)
        {
            Count(instance, 1);
        }

        foreach (Group group in inOrder)
        {
            _queue.Enqueue(group, RankOf(group));
        }
    }

    /// <summary>The next one, which from now on fills no group; null when there is none.</summary>
    /// <param name="mayBeReady">Whether one that is ready may be taken: once not, never again.
    /// </param>
    internal ServiceInstance? Next(bool mayBeReady)
    {
        while (_queue.TryDequeue(out Group? group, out var rank))
        {
            var now = RankOf(group);
            if (now != rank)
            {
                _queue.Enqueue(group, now);
            }
            else if (mayBeReady || !group.Youngest.IsReady)
            {
                return Take(group);
            }
        }

        return null;
    }

    private void Note(string? field)
    {
        if (field is not null && !_fields.Contains(field))
        {
            _fields.Add(field);
        }
    }

    private ServiceInstance Take(Group group)
    {
        ServiceInstance instance = group.Youngest;
        group.Members.RemoveAt(group.Members.Count - 1);
        Count(instance, -1);
        if (group.Members.Count > 0)
        {
            _queue.Enqueue(group, RankOf(group));
        }

        return instance;
    }

    private void Count(ServiceInstance instance, int by)
    {
        if (instance.IsStopping || instance.Task is null)
        {
            return;
        }

        foreach (string field in _fields)
        {
            if (instance.Site?.ValueOf(field) is { } value)
            {
                _crowds[(field, value)] = _crowds.GetValueOrDefault((field, value)) + by;
            }
        }
    }

    private (int Worth, int Room, long Age) RankOf(Group group)
    {
        int crowd = group is { Field: { } field, Value: { } value }
            ? _crowds.GetValueOrDefault((field, value))
            : 0;
        return (group.Worth, -crowd, -group.Youngest.Number);
    }

    private static string? SpreadFieldOf(ServiceVersion version)
    {
        foreach (PlacementConstraint constraint in version.Constraints.Items)
        {
            if (constraint.Operator == PlacementOperator.GroupBy)
            {
                return constraint.Field;
            }
        }

        return null;
    }

    /// <summary>Those of one worth in one group, the youngest last.</summary>
    private sealed record Group(string? Field, string? Value, int Worth)
    {
        internal List<ServiceInstance> Members { get; } = [];

        internal ServiceInstance Youngest => Members[^1];
    }
}
