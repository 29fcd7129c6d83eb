namespace Offers.Core.Tests;

internal sealed partial class SlowAllocator
{
    public SlowRole Role(string name)
    {
        SlowRole? role = Roles.Find(r => r.Name.Equals(name, StringComparison.Ordinal));
        if (role is null)
        {
            role = new SlowRole { Name = name };
            Roles.Add(role);
        }

        return role;
    }

    public AllocatorStatus SetWeight(SlowRole? role, long weight)
    {
        if (role is null)
        {
            return AllocatorStatus.UnknownRole;
        }

        if (weight is < 1 or > Weight.Max)
        {
            return AllocatorStatus.InvalidWeight;
        }

        role.Weight = weight;
        if (options.AllocateOnReturn)
        {
            AskForRunOverAll();
        }

        return AllocatorStatus.Ok;
    }

    public AllocatorStatus AddFramework(
        string name, List<SlowRole?> roles, bool takesGpus, out SlowFramework? added)
    {
        added = null;
        AllocatorStatus status = CheckNewFramework(name, roles);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        List<SlowRole> known = [.. roles.OfType<SlowRole>()];
        added = new SlowFramework { Name = name, Roles = known, TakesGpus = takesGpus };
        foreach (SlowRole role in known)
        {
            added.Grants[role] = 0;
        }

        Frameworks.Add(added);
        AskForRunOverAll();
        return AllocatorStatus.Ok;
    }

    public AllocatorStatus RemoveFramework(SlowFramework? framework)
    {
        if (framework is not { Alive: true })
        {
            return AllocatorStatus.UnknownFramework;
        }

        foreach (SlowHolding holding in Offers.Concat(Allocations))
        {
            if (holding.Framework == framework)
            {
                AskAfterReturn(holding.Agent);
            }
        }

        Offers.RemoveAll(o => o.Framework == framework);
        Allocations.RemoveAll(a => a.Framework == framework);
        Filters.RemoveAll(f => f.Framework == framework);
        Frameworks.Remove(framework);
        foreach (SlowRole role in framework.Roles
            .Where(role => !Frameworks.Exists(other => other.Roles.Contains(role))))
        {
            // The role's node in the sorter goes with its last framework, and its count with it.
            role.Grants = 0;
        }

        framework.Alive = false;
        return AllocatorStatus.Ok;
    }

    public AllocatorStatus DeactivateFramework(SlowFramework? framework)
    {
        if (framework is not { Alive: true })
        {
            return AllocatorStatus.UnknownFramework;
        }

        framework.Active = false;
        Filters.RemoveAll(f => f.Framework == framework);
        return AllocatorStatus.Ok;
    }

    public AllocatorStatus ActivateFramework(SlowFramework? framework)
    {
        if (framework is not { Alive: true })
        {
            return AllocatorStatus.UnknownFramework;
        }

        framework.Active = true;
        AskForRunOverAll();
        return AllocatorStatus.Ok;
    }

    public AllocatorStatus Suppress(SlowFramework? framework, List<SlowRole?> roles)
    {
        if (framework is not { Alive: true })
        {
            return AllocatorStatus.UnknownFramework;
        }

        if (!AreSubscribed(framework, roles))
        {
            return AllocatorStatus.NotSubscribed;
        }

        foreach (SlowRole role in NamedOrAll(framework, roles))
        {
            if (!framework.Suppressed.Contains(role))
            {
                framework.Suppressed.Add(role);
            }
        }

        return AllocatorStatus.Ok;
    }

    public AllocatorStatus Revive(SlowFramework? framework, List<SlowRole?> roles)
    {
        if (framework is not { Alive: true })
        {
            return AllocatorStatus.UnknownFramework;
        }

        if (!AreSubscribed(framework, roles))
        {
            return AllocatorStatus.NotSubscribed;
        }

        foreach (SlowRole role in NamedOrAll(framework, roles))
        {
            framework.Suppressed.Remove(role);
            Filters.RemoveAll(f => f.Framework == framework && f.Role == role);
        }

        AskForRunOverAll();
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// The role's share over its weight; what is offered and what is allocated count.
    /// </summary>
    public Ratio ShareOf(SlowRole role) =>
        Share(Offers.Concat(Allocations).Where(h => h.Role == role), role.Weight);

    /// <summary>The framework's share of the whole cell under one of its roles.</summary>
    public Ratio ShareOf(SlowFramework framework, SlowRole role) =>
        Share(
            Offers.Concat(Allocations).Where(h => h.Role == role && h.Framework == framework),
            Weight.One);

    private static bool AreSubscribed(SlowFramework framework, List<SlowRole?> roles) =>
        roles.All(role => role is not null && framework.Roles.Contains(role));

    private static List<SlowRole> NamedOrAll(SlowFramework framework, List<SlowRole?> roles) =>
        roles.Count == 0 ? framework.Roles : [.. roles.OfType<SlowRole>()];

    private AllocatorStatus CheckNewFramework(string name, List<SlowRole?> roles)
    {
        if (!IsName(name))
        {
            return AllocatorStatus.InvalidName;
        }

        if (Frameworks.Exists(f => f.Name.Equals(name, StringComparison.Ordinal)))
        {
            return AllocatorStatus.NameTaken;
        }

        if (roles.Contains(null))
        {
            return AllocatorStatus.UnknownRole;
        }

        if (roles.Count == 0)
        {
            return AllocatorStatus.NoRole;
        }

        return roles.Distinct().Count() < roles.Count
            ? AllocatorStatus.DuplicateRole
            : AllocatorStatus.Ok;
    }

    private Ratio Share(IEnumerable<SlowHolding> holdings, long weight)
    {
        Bag held = new();
        foreach (SlowHolding holding in holdings)
        {
            held.Add(holding.Resources);
        }

        Bag total = CellTotal();
        Ratio largest = Ratio.Zero;
        foreach (string name in held.Names)
        {
            if (total[name] > 0 && !options.FairnessExcluded.Contains(name, StringComparer.Ordinal))
            {
                Ratio share = new(held[name], (System.Numerics.BigInteger)total[name] * weight);
                largest = share.CompareTo(largest) > 0 ? share : largest;
            }
        }

        return largest;
    }
}
