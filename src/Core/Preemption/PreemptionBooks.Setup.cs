using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>From the view to the books.</summary>
internal sealed partial class PreemptionBooks
{
    private void AddRoles(IReadOnlyList<PreemptionRole> roles)
    {
        List<PreemptionRole> sorted = new(roles);
        sorted.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        for (int i = 0; i < sorted.Count; i++)
        {
            PreemptionRole role = sorted[i];
            Weight.ThrowIfOutOfRange(role.Weight);
            if (!_byPath.TryAdd(role.Path, i))
            {
                throw new ArgumentException(
                    $"the role '{role.Path}' is twice in the view", nameof(roles));
            }

            int parent = RoleName.Parent(role.Path) is { } above ? IndexOf(above) : -1;
            _nodes[i] = new Node
            {
                Role = role,
                Parent = parent,
                Held = role.Held,
                OwnHeld = role.Held,
                Consumed = role.Consumed,
            };
            if (parent >= 0)
            {
                _nodes[parent].OwnHeld -= role.Held;
            }
        }
    }

    private void Remove(PreemptionTask task)
    {
        int role = IndexOf(task.Role);
        _nodes[role].OwnHeld -= task.Resources;
        for (int n = role; n >= 0; n = _nodes[n].Parent)
        {
            _nodes[n].Held -= task.Resources;
            _nodes[n].Consumed -= task.IsRevocable ? default : task.Resources;
        }
    }
}
