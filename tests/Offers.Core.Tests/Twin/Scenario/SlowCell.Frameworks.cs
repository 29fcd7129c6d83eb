namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Frameworks, roles, weights and quota.</summary>
internal sealed partial class SlowCell
{
    public void AddFramework(string id, SlowFrameworkInfo info, bool isActive)
    {
        if (_frameworks.ContainsKey(id))
        {
            throw new RefusedException($"framework '{id}' is there already");
        }

        SlowFramework framework = new(id, info, isActive);
        _frameworks.Add(id, framework);
        Retrack();
        foreach (SlowAgent agent in _agents.Values)
        {
            foreach ((string _, string role) in agent.Holdings.Keys.Where(h => h.Framework == id))
            {
                CountGrant(role, id);
            }
        }

        NoteActive(framework, []);
        if (isActive)
        {
            RequestRunOverAll();
        }
    }

    public void UpdateFramework(string id, SlowFrameworkInfo info)
    {
        SlowFramework framework = Framework(id);
        List<string> active = ActiveRoles(framework);
        List<string> dropped =
        [
            .. framework.Info.Roles.Except(info.Roles),
            .. framework.Suppressed.Except(info.Suppressed),
        ];
        framework.Filters.RemoveAll(f => dropped.Contains(f.Role));
        framework.InverseFilters.Clear();
        framework.Info = info;
        framework.Suppressed.Clear();
        framework.Suppressed.UnionWith(info.Suppressed);
        Retrack();
        NoteActive(framework, active);
    }

    public void RemoveFramework(string id)
    {
        _frameworks.Remove(Framework(id).Id);
        List<string> returned = [];
        foreach (SlowAgent agent in _agents.Values)
        {
            agent.Maintenance?.Asked.Remove(id);
            foreach ((string, string) key in agent.Holdings.Keys.Where(h => h.Framework == id)
                .ToList())
            {
                agent.Holdings.Remove(key);
                returned.Add(agent.Id);
            }
        }

        Retrack();
        if (returned.Count > 0)
        {
            RequestRunOnReturn(returned);
        }
    }

    public void ActivateFramework(string id)
    {
        SlowFramework framework = Framework(id);
        List<string> active = ActiveRoles(framework);
        framework.IsActive = true;
        NoteActive(framework, active);
        RequestRunOverAll();
    }

    public void DeactivateFramework(string id)
    {
        SlowFramework framework = Framework(id);
        framework.IsActive = false;
        framework.Filters.Clear();
        framework.InverseFilters.Clear();
    }

    public void Suppress(string id, IReadOnlyList<string> roles)
    {
        SlowFramework framework = Framework(id);
        framework.Suppressed.UnionWith(Subscribed(framework, roles));
    }

    public void Revive(string id, IReadOnlyList<string> roles)
    {
        SlowFramework framework = Framework(id);
        IReadOnlyList<string> revived = Subscribed(framework, roles);
        List<string> active = ActiveRoles(framework);
        framework.Suppressed.ExceptWith(revived);
        framework.Filters.RemoveAll(f => revived.Contains(f.Role));
        framework.InverseFilters.Clear();
        NoteActive(framework, active);
        RequestRunOverAll();
    }

    public void UpdateWeights(IReadOnlyList<(string Role, long Weight)> weights)
    {
        foreach ((string role, long weight) in weights)
        {
            _weights[role] = weight;
        }

        RequestRunOnReturn(_agents.Keys);
    }

    public void UpdateQuota(string role, SlowQuota quota)
    {
        if (!_options.IsHierarchical && role.Contains('/'))
        {
            throw new RefusedException($"no quota for the nested role '{role}'");
        }

        if (quota.Guarantees.Pairs.Any(g => g.Amount > quota.Limits.LimitOf(g.Name)))
        {
            throw new RefusedException("guarantees above limits");
        }

        _quotas.Remove(role);
        if (!quota.IsDefault)
        {
            _quotas[role] = quota;
        }

        RequestRunOnReturn(_agents.Keys);
    }

    private SlowQuota QuotaOf(string role) => _quotas.GetValueOrDefault(role, SlowQuota.None);

    /// <summary>None named means all that it subscribes to.</summary>
    private static IReadOnlyList<string> Subscribed(
        SlowFramework framework, IReadOnlyList<string> roles)
    {
        string? strange = roles.FirstOrDefault(r => !framework.Info.Roles.Contains(r));
        return strange is not null
            ? throw new RefusedException($"'{framework.Id}' does not subscribe to '{strange}'")
            : roles.Count > 0 ? roles : framework.Info.Roles;
    }

    private static List<string> ActiveRoles(SlowFramework framework) =>
        [.. framework.Info.Roles.Where(framework.IsActiveIn)];

    /// <summary>Waiting begins anew in the roles that were not active before.</summary>
    private void NoteActive(SlowFramework framework, List<string> before)
    {
        foreach (string role in ActiveRoles(framework).Except(before).Order(StringComparer.Ordinal))
        {
            framework.Moments[role] = (Now, _momentsEver++);
        }
    }
}
